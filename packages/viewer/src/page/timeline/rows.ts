import { selfTimeMs, type TraceSpan } from '@bud/trace';

/** A line of the tree. */
export interface SpanRow {
  readonly span: TraceSpan;
  readonly depth: number;
  readonly isExpanded: boolean;
}

/**
 * The spans that are seen, from above to below: those under a collapsed one are not, nor those that are not kept. Without
 * recursion: some are deep.
 */
export function* eachRow(
  roots: readonly TraceSpan[],
  collapsed: ReadonlySet<string>,
  kept?: ReadonlySet<TraceSpan>,
): Generator<SpanRow> {
  const [waiting, depths]: [TraceSpan[], number[]] = [[], []];
  const push = (spans: readonly TraceSpan[], depth: number): void => {
    for (let index = spans.length - 1; index >= 0; index -= 1) {
      const span = spans[index];
      if (span === undefined || kept?.has(span) === false) continue;
      waiting.push(span);
      depths.push(depth);
    }
  };
  push(roots, 0);
  for (let span = waiting.pop(); span !== undefined; span = waiting.pop()) {
    const depth = depths.pop() ?? 0;
    const isExpanded = !collapsed.has(span.spanId);
    yield { span, depth, isExpanded };
    if (isExpanded) push(span.children, depth + 1);
  }
}

/** How far a name is moved in. From a certain depth on by little, so that the deepest still has room. */
export function indentPx(depth: number, widthPx: number): number {
  const [wide, widePx, narrowPx] = [10, 14, 3];
  const indent = depth <= wide ? depth * widePx : wide * widePx + (depth - wide) * narrowPx;
  return Math.min(indent, widthPx * 0.55);
}

const selfTimes = new WeakMap<TraceSpan, number>();

/** Reckoned when it is asked for, and once. */
export function selfMs(span: TraceSpan): number {
  let ms = selfTimes.get(span);
  if (ms === undefined) selfTimes.set(span, (ms = selfTimeMs(span)));
  return ms;
}
