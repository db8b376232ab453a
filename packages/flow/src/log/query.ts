import { levels, type Level } from '@bud/value';
import type { FlowEvent, FlowEventType } from '../event/event.ts';

/** Which events are asked for; each member that is there has to hold. */
export interface FlowQuery {
  /** `*` stands for any characters, `?` for one: `llm.*`. */
  readonly node?: string;
  /** At least that level. */
  readonly level?: Level;
  readonly type?: FlowEventType;
  /** From that moment on: seconds since 1970, a date, or one as ISO 8601. */
  readonly from?: number | string | Date;
  /** Until that moment. */
  readonly to?: number | string | Date;
}

/** The events that a query asks for, in order. Throws a `TypeError` for a moment that is none. */
export function matchingEvents(events: readonly FlowEvent[], query: FlowQuery): readonly FlowEvent[] {
  const { node, level, type, from, to } = query;
  const pattern = node === undefined ? undefined : globPattern(node);
  const least = level === undefined ? 0 : levels.indexOf(level);
  const [first, last] = [momentOf(from) ?? -Infinity, momentOf(to) ?? Infinity];
  return events.filter(
    (event) =>
      (pattern === undefined || pattern.test(event.node)) &&
      levels.indexOf(event.level) >= least &&
      (type === undefined || event.event_type === type) &&
      event.timestamp >= first &&
      event.timestamp <= last,
  );
}

function globPattern(glob: string): RegExp {
  const source = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su');
}

/** Seconds since 1970; undefined where none is named. */
export function momentOf(moment: FlowQuery['from']): number | undefined {
  if (moment === undefined) return undefined;
  const seconds = typeof moment === 'number' ? moment : new Date(moment).getTime() / 1000;
  if (Number.isNaN(seconds)) throw new TypeError(`query(): ${JSON.stringify(moment)} is not a moment in time.`);
  return seconds;
}
