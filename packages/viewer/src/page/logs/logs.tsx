import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { shownDuration } from '../show/quantity.ts';
import { openTrace, type OpenTrace } from '../state/open-trace.ts';
import { reveal } from '../timeline/state.ts';
import { useVirtualRows } from '../timeline/virtual.ts';

interface Line {
  readonly timeMs: number;
  readonly severity: string;
  readonly text: string;
  readonly spanId: string | undefined;
}

const rowPx = 26;

/** What was logged while the trace ran: log records, spans that stand for a log, events of spans. */
export function Logs(): JSX.Element {
  const open = openTrace.value;
  const lines = useMemo(() => linesOf(open), [open]);
  const virtual = useVirtualRows(lines.length, rowPx);
  if (open === undefined || lines.length === 0) return <p class="empty">Nothing was logged.</p>;
  return (
    <section class="logs" ref={virtual.scroller} tabIndex={0} aria-label="Logs">
      <ol style={{ height: `${virtual.heightPx}px` }}>
        {virtual.items.map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          const span = line.spanId === undefined ? undefined : open.byId.get(line.spanId);
          return (
            <li key={index} style={{ transform: `translateY(${start}px)` }}>
              <span class="event-time">+{shownDuration(line.timeMs - open.startMs)}</span>
              <span class={`severity is-${line.severity}`}>{line.severity}</span>
              <span class="log-text">{line.text}</span>
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

function linesOf(open: OpenTrace | undefined): readonly Line[] {
  if (open === undefined) return [];
  const { logs, spans } = open;
  const written = logs.map(({ timeMs, severity, body, spanId }) => ({
    timeMs,
    severity,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    spanId,
  }));
  const ofSpans = spans
    .filter(({ hasLogs }) => hasLogs)
    .flatMap(({ spanId, startMs, name, attributes, events }): readonly Line[] => [
      ...(attributes['bud.span_type'] === 'log'
        ? [
            {
              timeMs: startMs,
              severity: textOf(attributes['bud.level']),
              text: textOf(attributes['bud.msg']) || name,
              spanId,
            },
          ]
        : []),
      ...events.map((event) => ({
        timeMs: event.timeMs,
        severity: event.name === 'exception' ? 'error' : 'event',
        text: event.name === 'exception' ? textOf(event.attributes['exception.message']) || event.name : event.name,
        spanId,
      })),
    ]);
  return [...written, ...ofSpans].toSorted((a, b) => a.timeMs - b.timeMs);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
