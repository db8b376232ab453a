import { fromOtlp, logsFromOtlp, type LogData, type SpanData } from '@bud/trace';

/** What lines of OTLP/JSON hold. */
export interface ReadLines {
  readonly spans: readonly SpanData[];
  readonly logs: readonly LogData[];
  readonly unreadable: number;
}

export function readLines(lines: readonly string[]): ReadLines {
  const [spans, logs]: [SpanData[], LogData[]] = [[], []];
  let unreadable = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    try {
      const request: unknown = JSON.parse(line);
      for (const span of fromOtlp(request)) spans.push(span);
      for (const log of logsFromOtlp(request)) logs.push(log);
    } catch {
      unreadable += 1;
    }
  }
  return { spans, logs, unreadable };
}
