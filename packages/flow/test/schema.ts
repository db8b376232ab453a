import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { FlowEvent } from '@bud/flow';

const schema = JSON.parse(readFileSync(new URL('../event.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

/** The same events; throws when one is not as the published schema says. */
export function valid(events: readonly FlowEvent[]): readonly FlowEvent[] {
  for (const event of events)
    if (!validate(event)) throw new Error(`${JSON.stringify(validate.errors)} in ${JSON.stringify(event)}`);
  return events;
}

/** What happened, in a few words each. */
export function story(events: readonly FlowEvent[] | undefined): readonly string[] {
  return valid(events ?? []).map(({ event_type: type, node }) => `${type} ${node}`);
}
