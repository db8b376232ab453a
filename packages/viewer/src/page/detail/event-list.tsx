import type { LogData, TraceSpan } from '@bud/trace';
import type { JSX } from 'preact';
import { shownDuration } from '../show/quantity.ts';
import { JsonTree } from './json-tree.tsx';

/** What happened in a span, in the order in which it did. */
export function EventList({
  span,
  logs,
}: {
  readonly span: TraceSpan;
  readonly logs: readonly LogData[];
}): JSX.Element {
  const entries = [
    ...eventsOf(span).map(({ name, timeMs, attributes }) => ({ name, timeMs, attributes, severity: '' })),
    ...logs.map(({ body, timeMs, attributes, severity }) => ({
      name: typeof body === 'string' ? body : JSON.stringify(body),
      timeMs,
      attributes,
      severity,
    })),
  ].toSorted((a, b) => a.timeMs - b.timeMs);
  return (
    <ol class="events">
      {entries.map(({ name, timeMs, attributes, severity }, index) => (
        <li key={index}>
          <span class="event-time">+{shownDuration(timeMs - span.startMs)}</span>
          {severity !== '' && <span class={`severity is-${severity}`}>{severity}</span>}
          <span class="event-name">{name}</span>
          {Object.keys(attributes).length > 0 && <JsonTree value={attributes} />}
        </li>
      ))}
    </ol>
  );
}

/** What it failed with stands above already. */
export function eventsOf({ events, error }: TraceSpan): TraceSpan['events'] {
  return error === undefined ? events : events.filter(({ name }) => name !== 'exception');
}
