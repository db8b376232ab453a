import { usageIn, type SpanData } from '@bud/trace';
import { spanTypeOf } from '@bud/value';

/** A trace as a list shows it. */
export interface TraceSummary {
  readonly traceId: string;
  /** Of its first root. */
  readonly name: string;
  readonly type: string | undefined;
  readonly service: string | undefined;
  readonly startMs: number;
  /** Until the last of its spans ended that has. */
  readonly durationMs: number;
  readonly isOpen: boolean;
  readonly spans: number;
  readonly errors: number;
  /** Whether its root failed; errors below may have been handled. */
  readonly hasFailed: boolean;
  readonly types: readonly string[];
  readonly models: readonly string[];
  readonly tokens: number;
  readonly costUsd: number;
}

/** Sums a trace up; without building its tree. */
export function summaryOf(traceId: string, spans: Iterable<SpanData>): TraceSummary {
  const all = [...spans];
  const ids = new Set(all.map(({ spanId }) => spanId));
  const root = rootOf(all, ids);
  const [types, models] = [new Set<string>(), new Set<string>()];
  let [startMs, endMs, errors, tokens, costUsd] = [Infinity, -Infinity, 0, 0, 0];
  for (const span of all) {
    const { attributes } = span;
    const [type, model] = [spanTypeOf(attributes), attributes['gen_ai.request.model']];
    if (type !== undefined) types.add(type);
    if (typeof model === 'string') models.add(model);
    const usage = usageIn(attributes);
    tokens += usage?.totalTokens ?? 0;
    costUsd += usage?.costUsd ?? 0;
    if (span.status.code === 'error') errors += 1;
    startMs = Math.min(startMs, span.startMs);
    endMs = Math.max(endMs, span.startMs + Math.max(span.durationMs ?? 0, 0));
  }
  const service = root?.resource['service.name'];
  return {
    traceId,
    name: root === undefined || root.name === '' ? '(no name)' : root.name,
    type: root === undefined ? undefined : spanTypeOf(root.attributes),
    service: typeof service === 'string' ? service : undefined,
    startMs: Number.isFinite(startMs) ? startMs : 0,
    durationMs: Math.max(endMs - startMs, 0) || 0,
    isOpen: all.some(({ isOpen }) => isOpen),
    spans: all.length,
    errors,
    hasFailed: root?.status.code === 'error',
    types: [...types],
    models: [...models],
    tokens,
    costUsd: Number(costUsd.toFixed(12)),
  };
}

/** The first that is below nothing; where all are below something that is not there, the first of these. */
function rootOf(spans: readonly SpanData[], ids: ReadonlySet<string>): SpanData | undefined {
  let best: SpanData | undefined;
  let bestRank = Infinity;
  for (const span of spans) {
    const { parentSpanId } = span;
    const rank = parentSpanId === undefined ? 0 : ids.has(parentSpanId) ? 2 : 1;
    const isBetter = rank < bestRank || (rank === bestRank && best !== undefined && span.startMs < best.startMs);
    if (isBetter) [best, bestRank] = [span, rank];
  }
  return best;
}
