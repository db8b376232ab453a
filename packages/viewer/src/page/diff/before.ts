import { signal, type Signal } from '@preact/signals';
import type { Source, TraceUpdate } from '../data/source.ts';
import { openedOf, type OpenTrace } from '../state/open-trace.ts';

/** The earlier run of a comparison. */
export const before: Signal<OpenTrace | undefined> = signal();
/** Why it cannot be shown. */
export const beforeProblem: Signal<string | undefined> = signal();
let source: Source | undefined;

export function compareTracesOf(given: Source): void {
  source = given;
}

export async function loadBefore(traceId: string): Promise<void> {
  beforeProblem.value = undefined;
  try {
    const data = await source?.trace(traceId, 0);
    if (data === undefined) beforeProblem.value = `The trace ${traceId} is not here.`;
    else show(traceId, data);
  } catch (error) {
    beforeProblem.value = error instanceof Error ? error.message : String(error);
  }
}

function show(traceId: string, data: TraceUpdate): void {
  const spans = new Map(data.spans.map((span) => [span.spanId, span]));
  before.value = openedOf({ traceId, spans, logs: data.logs, flow: data.flow });
}
