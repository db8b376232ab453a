/**
 * What was logged while the trace ran:
 *
 *   logs ─ log records, spans that stand for a log, events of spans
 *     └─ log-lines ─ lines in the order of time, each with its span
 *          └─ the log of a flow is shown by the same
 */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { openTrace, type OpenTrace } from '../state/open-trace.ts';
import { LogLines, type LogLine } from './log-lines.tsx';

/** What was logged while the trace ran: log records, spans that stand for a log, events of spans. */
export function Logs(): JSX.Element {
  const open = openTrace.value;
  const lines = useMemo(() => linesOf(open), [open]);
  if (open === undefined || lines.length === 0) return <p class="empty">Nothing was logged.</p>;
  return <LogLines label="Logs" lines={lines} startMs={open.startMs} />;
}

function linesOf(open: OpenTrace | undefined): readonly LogLine[] {
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
    .flatMap(({ spanId, startMs, name, attributes, events }): readonly LogLine[] => [
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
