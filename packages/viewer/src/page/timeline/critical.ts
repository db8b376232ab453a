import { criticalPath, type TraceSpan } from '@bud/trace';

/** When a trace waited for which of its spans: from and to, in milliseconds of the epoch. */
export type CriticalParts = ReadonlyMap<TraceSpan, readonly (readonly [fromMs: number, toMs: number])[]>;

/** Parts of the critical path of the root that took longest. */
export function criticalParts(roots: readonly TraceSpan[]): CriticalParts {
  const parts = new Map<TraceSpan, (readonly [number, number])[]>();
  const root = longestOf(roots);
  if (root === undefined) return parts;
  for (const { span, startMs, endMs } of criticalPath(root)) {
    const known = parts.get(span);
    if (known === undefined) parts.set(span, [[startMs, endMs]]);
    else known.push([startMs, endMs]);
  }
  return parts;
}

/** How long a trace waited for a span; 0 for one that is not on its critical path. */
export function criticalMs(parts: CriticalParts | undefined, span: TraceSpan | undefined): number {
  const own = span === undefined ? [] : (parts?.get(span) ?? []);
  return own.reduce((sum, [fromMs, toMs]) => sum + toMs - fromMs, 0);
}

function longestOf(roots: readonly TraceSpan[]): TraceSpan | undefined {
  let longest: TraceSpan | undefined;
  for (const root of roots)
    if (longest === undefined || (root.durationMs ?? Infinity) > (longest.durationMs ?? Infinity)) longest = root;
  return longest;
}
