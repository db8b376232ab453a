import { signal, type Signal } from '@preact/signals';
import type { Source } from '../data/source.ts';
import { openedOf, type OpenTrace } from '../state/open-trace.ts';

/** The earlier run of a comparison. */
export const before: Signal<OpenTrace | undefined> = signal();
let source: Source | undefined;

export function compareTracesOf(given: Source): void {
  source = given;
}

export async function loadBefore(traceId: string): Promise<void> {
  const data = await source?.trace(traceId, 0);
  if (data === undefined) return;
  const spans = new Map(data.spans.map((span) => [span.spanId, span]));
  before.value = openedOf({ traceId, spans, logs: data.logs, flow: data.flow });
}
