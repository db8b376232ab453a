import { selfTimeMs, type TraceSpan } from '@bud/trace';

/** A line of the tree. */
export interface SpanRow {
  readonly span: TraceSpan;
  readonly depth: number;
  readonly isExpanded: boolean;
}

/** The spans that are seen, from above to below: those under a collapsed one are not. Without recursion: some are deep. */
export function visibleRows(roots: readonly TraceSpan[], collapsed: ReadonlySet<string>): readonly SpanRow[] {
  const rows: SpanRow[] = [];
  const waiting: { readonly span: TraceSpan; readonly depth: number }[] = [];
  const push = (spans: readonly TraceSpan[], depth: number): void => {
    for (let index = spans.length - 1; index >= 0; index -= 1) {
      const span = spans[index];
      if (span !== undefined) waiting.push({ span, depth });
    }
  };
  push(roots, 0);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { span, depth } = next;
    const isExpanded = !collapsed.has(span.spanId);
    rows.push({ span, depth, isExpanded });
    if (isExpanded) push(span.children, depth + 1);
  }
  return rows;
}

/** Only those that match, and what is above them. */
export function matchingRows(
  roots: readonly TraceSpan[],
  spans: readonly TraceSpan[],
  matches: (span: TraceSpan) => boolean,
): readonly SpanRow[] {
  const kept = new Set<TraceSpan>();
  for (const span of spans) {
    if (!matches(span)) continue;
    for (let at: TraceSpan | undefined = span; at !== undefined && !kept.has(at); at = at.parent) kept.add(at);
  }
  return visibleRows(roots, new Set()).filter(({ span }) => kept.has(span));
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
