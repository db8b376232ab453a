import { fromOtlp, logsFromOtlp, type LogData, type SpanData } from '@bud/trace';
import { isWrittenEvent, type WrittenEvent } from './written-event.ts';

/** What lines of OTLP/JSON, and of flow files, hold. */
export interface ReadLines {
  readonly spans: readonly SpanData[];
  readonly logs: readonly LogData[];
  readonly flow: readonly WrittenEvent[];
  readonly unreadable: number;
}

export function readLines(lines: readonly string[]): ReadLines {
  const [spans, logs, flow]: [SpanData[], LogData[], WrittenEvent[]] = [[], [], []];
  let unreadable = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    try {
      const request: unknown = JSON.parse(line);
      if (isWrittenEvent(request)) flow.push(request);
      for (const span of fromOtlp(request)) spans.push(span);
      for (const log of logsFromOtlp(request)) logs.push(log);
    } catch {
      unreadable += 1;
    }
  }
  return { spans, logs, flow, unreadable };
}
