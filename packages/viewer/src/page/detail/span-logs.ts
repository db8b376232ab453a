import type { LogData, TraceSpan } from '@bud/trace';

/** The log records that were written in a span. */
export function spanLogs({ spanId }: TraceSpan, logs: readonly LogData[]): readonly LogData[] {
  return logs.filter((log) => log.spanId === spanId);
}
