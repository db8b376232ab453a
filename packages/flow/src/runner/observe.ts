import { levels, type Level } from '@bud/value';
import { formatFlowLog } from '../log/export.ts';
import type { FlowLog } from '../log/flow-log.ts';
import type { FlowQuery } from '../log/query.ts';
import { getFlowLog, query } from '../record/logs.ts';
import type { FlowAction } from './action.ts';

type Input = Readonly<Record<string, unknown>>;

/** What a workflow can ask of flow logs; without `flow_id`, of its own. */
export const obsActions: Readonly<Record<string, FlowAction>> = {
  'obs.get_flow_log': (input, flow) => logOf(input, flow.id),
  'obs.query': (input, flow) => query(idIn(input, flow.id), filtersIn(input['filters'])),
  async 'obs.export'(input, flow) {
    const { format = 'jsonl', path } = input;
    if (format !== 'json' && format !== 'jsonl') throw new TypeError('`with.format` must be json or jsonl.');
    if (typeof path !== 'string') throw new TypeError('`with.path` must be a string.');
    await flow.services.files.write(path, formatFlowLog(logOf(input, flow.id), format));
    return path;
  },
};

function idIn({ flow_id: id = '' }: Input, own: string): string {
  return typeof id === 'string' && id !== '' ? id : own;
}

function logOf(input: Input, own: string): FlowLog {
  const id = idIn(input, own);
  const log = getFlowLog(id);
  if (log === undefined) throw new Error(`There is no flow ${JSON.stringify(id)} in the buffer.`);
  return log;
}

function filtersIn(filters: unknown): FlowQuery {
  if (filters === undefined) return {};
  if (typeof filters !== 'object' || filters === null) throw new TypeError('`with.filters` must be an object.');
  const { node, level, type, from, to, ...others } = filters as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(others);
  if (unknown.length > 0) throw new TypeError(`\`with.filters\` has no "${unknown.join('", "')}".`);
  if (level !== undefined && !levels.includes(level as Level))
    throw new TypeError('`with.filters.level` must be a level.');
  // Proof of the cast: what is none of these finds nothing.
  return { node, level, type, from, to } as FlowQuery;
}
