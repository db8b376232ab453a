/**
 * The names of attributes that this package writes, or leaves to a program to set.
 *
 * @example
 * import { configure, span, withAttributes } from '@bud/observe';
 * import { ENDPOINT_ID, REQUEST_ID } from '@bud/observe/attributes';
 *
 * configure({ export: [{ console: true }] });
 * withAttributes({ [ENDPOINT_ID]: 'chat-eu', [REQUEST_ID]: 'r-7' }, () => span('Answering', () => {}));
 */
export {
  CLUSTER_ID,
  END_REASON,
  ENDPOINT_ID,
  FLOW_ID,
  JSON_SCHEMA,
  LEVEL,
  MESSAGE,
  MESSAGE_TEMPLATE,
  MODEL_ID,
  PENDING_PARENT_ID,
  PROJECT_ID,
  REQUEST_ID,
  SCRUBBED,
  SPAN_TYPE,
  TAGS,
  TRACK_TYPE,
} from './attribute/names.ts';
