/**
 * What happened, as a tree:
 *
 *   spans ─▶ traceOf ─▶ Trace
 *     ├─ trace-span   arguments, result, error of each, parsed
 *     ├─ usage        tokens and cost, of one call and of all
 *     ├─ path         `Agent.run > search`
 *     ├─ tree         as text, the same in each run: for snapshots, and for messages
 *     │    └─ value   one value on one line
 *     └─ diff         what two traces have in common, and what not
 */
import type { SpanData } from '../span/span-data.ts';
import { matchingPath } from './path.ts';
import { branchOf, type LooseSpan, type TraceSpan } from './trace-span.ts';
import { treeOf } from './tree.ts';
import { sumOf, type Usage } from './usage.ts';

/** Spans, and how they belong together. */
export interface Trace {
  /** All spans, in the order in which they began. */
  readonly spans: readonly TraceSpan[];
  /** Those without one above. */
  readonly roots: readonly TraceSpan[];
  /** What all calls to models took. */
  readonly usage: Usage;
  /**
   * The first span at a path of names, each directly below the one before: `answer > search`. `*` stands for any characters.
   */
  find(path: string): TraceSpan | undefined;
  findAll(path: string): readonly TraceSpan[];
  /** The tree without ids and times: the same in each run that does the same. */
  toString(): string;
}

/**
 * Spans as a tree, given in the order in which they began. A span whose parent is not there is a root, and so is the first
 * of those that are, in a damaged file, below themselves.
 *
 * @example
 * import { fromOtlp, traceOf } from '@bud/trace';
 *
 * const times = { startTimeUnixNano: '1', endTimeUnixNano: '2' };
 * const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', ...times };
 * const below = { ...ids, spanId: '00f067aa0ba902b7', parentSpanId: ids.spanId, name: 'search' };
 * const spans = fromOtlp({ resourceSpans: [{ scopeSpans: [{ spans: [{ ...ids, name: 'answer' }, below] }] }] });
 * String(traceOf(spans)); // 'answer\n└─ search'
 */
export function traceOf(spans: readonly SpanData[]): Trace {
  return traceFrom(spans.map(branchOf));
}

/**
 * The same of spans that know already what their attributes mean; their `parent` and `children` are set. A span that stood in
 * another trace before leaves it.
 *
 * @example
 * import { traceFrom } from '@bud/trace';
 *
 * traceFrom([]).roots; // []
 */
export function traceFrom(spans: readonly LooseSpan[]): Trace {
  linkByIds(spans);
  const roots = spans.filter(({ parent }) => parent === undefined);
  const findAll = (path: string): readonly TraceSpan[] => spans.filter(matchingPath(path));
  return {
    spans,
    roots,
    usage: totalOf(spans, roots),
    find: (path) => findAll(path)[0],
    findAll,
    toString: () => treeOf(roots),
  };
}

/** Ids of spans are unique in their trace. */
function linkByIds(spans: readonly LooseSpan[]): void {
  const byId = new Map<string, Map<string, LooseSpan>>();
  for (const span of spans) {
    span.parent = undefined;
    if (span.children.length > 0) span.children.length = 0;
    let own = byId.get(span.traceId);
    if (own === undefined) byId.set(span.traceId, (own = new Map()));
    own.set(span.spanId, span);
  }
  for (const span of spans)
    if (span.parentSpanId !== undefined) span.parent = byId.get(span.traceId)?.get(span.parentSpanId);
  cutCircles(spans);
  for (const span of spans) span.parent?.children.push(span);
}

/** Climbs from each span over those not climbed over yet; one that a climb comes to twice loses its parent. */
function cutCircles(spans: readonly LooseSpan[]): void {
  const climbs = new Map<LooseSpan, LooseSpan>();
  for (const start of spans) {
    let at: LooseSpan | undefined = start;
    for (; at !== undefined && !climbs.has(at); at = at.parent) climbs.set(at, start);
    if (at !== undefined && climbs.get(at) === start) at.parent = undefined;
  }
}

/** Of all calls to models, and of what else has cost, which only spans around it know. */
function totalOf(spans: readonly TraceSpan[], roots: readonly TraceSpan[]): Usage {
  const usage = sumOf(spans.map(({ usage: own }) => own));
  const costs = roots.map(({ attributes, usage: own }) => attributes['bud.usage.cost_usd'] ?? own?.costUsd);
  const known = costs.reduce<number>((sum, cost) => sum + (typeof cost === 'number' ? cost : 0), 0);
  return { ...usage, costUsd: Math.max(usage.costUsd, Number(known.toFixed(12))) };
}
