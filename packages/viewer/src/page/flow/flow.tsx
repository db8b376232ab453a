import type { JSX } from 'preact';
import type { WrittenEvent } from '../../store/written-event.ts';
import { shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { openTrace } from '../state/open-trace.ts';
import { reveal } from '../timeline/state.ts';
import { useVirtualRows } from '../timeline/virtual.ts';

const rowPx = 26;

/** The log of the flow, or flows, that the trace belongs to, as `@bud/flow` has written it. */
export function FlowView(): JSX.Element {
  const open = openTrace.value;
  const events = open?.flow ?? [];
  const virtual = useVirtualRows(events.length, rowPx);
  if (open === undefined || events.length === 0)
    return <p class="empty">No flow log: nothing of this trace stands in .bud/flow.jsonl.</p>;
  return (
    <section class="logs" ref={virtual.scroller} tabIndex={0} aria-label="Flow log">
      <ol style={{ height: `${virtual.heightPx}px` }}>
        {virtual.items.map(({ index, start }) => {
          const event = events[index];
          if (event === undefined) return null;
          const span = open.byId.get(event.span_id);
          return (
            <li key={index} style={{ transform: `translateY(${start}px)` }}>
              <span class="event-time">+{shownDuration(event.timestamp * 1000 - open.startMs)}</span>
              <span class={`severity is-${event.event_type === 'error' ? 'error' : event.level}`}>
                {event.event_type}
              </span>
              <span class="log-text">
                {event.node} {event.message ?? ''} <span class="is-dim">{measured(event.metrics)}</span>
              </span>
              {span !== undefined && (
                <button type="button" class="link" onClick={() => reveal(span)}>
                  {span.name}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function measured({ duration_ms: ms, tokens, cost_usd: usd, ...others }: WrittenEvent['metrics']): string {
  return [
    ...(ms === undefined ? [] : [shownDuration(ms)]),
    ...(tokens === undefined ? [] : [`${shownCount(tokens)} tok`]),
    ...(usd === undefined ? [] : [shownCost(usd)]),
    ...Object.entries(others).map(([name, value]) => `${name} ${String(value)}`),
  ].join(' · ');
}
