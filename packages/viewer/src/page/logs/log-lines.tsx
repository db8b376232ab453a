import type { JSX } from 'preact';
import { shownDuration } from '../show/quantity.ts';
import { openTrace } from '../state/open-trace.ts';
import { reveal } from '../timeline/state.ts';
import { useVirtualRows } from '../timeline/virtual.ts';

/** What happened at one time of a trace. */
export interface LogLine {
  readonly timeMs: number;
  readonly severity: string;
  /** Stands where the severity does, in its color. */
  readonly label?: string;
  readonly text: string;
  /** What was measured, in short. */
  readonly note?: string;
  readonly spanId: string | undefined;
}

const rowPx = 26;

/** Lines of a log in the order of time, as far as they are seen, each with the span that it belongs to. */
export function LogLines({
  label,
  lines,
  startMs,
}: {
  readonly label: string;
  readonly lines: readonly LogLine[];
  /** When the trace began. */
  readonly startMs: number;
}): JSX.Element {
  const virtual = useVirtualRows(lines.length, rowPx);
  return (
    <section class="logs" ref={virtual.scroller} tabIndex={0} aria-label={label}>
      <ol style={{ height: `${virtual.heightPx}px` }}>
        {virtual.items.map(({ index, start }) => {
          const line = lines[index];
          return line === undefined ? null : <Row key={index} line={line} topPx={start} startMs={startMs} />;
        })}
      </ol>
    </section>
  );
}

function Row({
  line: { timeMs, severity, label = severity, text, note, spanId },
  topPx,
  startMs,
}: {
  readonly line: LogLine;
  readonly topPx: number;
  readonly startMs: number;
}): JSX.Element {
  const span = spanId === undefined ? undefined : openTrace.value?.byId.get(spanId);
  return (
    <li style={{ transform: `translateY(${topPx}px)` }}>
      <span class="event-time">+{shownDuration(timeMs - startMs)}</span>
      <span class={`severity is-${severity}`}>{label}</span>
      <span class="log-text">
        {text}
        {note !== undefined && <span class="is-dim"> {note}</span>}
      </span>
      {span !== undefined && (
        <button type="button" class="link" onClick={() => reveal(span)}>
          {span.name}
        </button>
      )}
    </li>
  );
}
