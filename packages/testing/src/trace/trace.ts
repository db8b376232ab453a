/**
 * What a piece of code did, for a test to read:
 *
 *   spans, as they began ─▶ traceOf ─▶ Trace
 *     ├─ captured-span   names, arguments, result, error of each, parsed
 *     ├─ usage           tokens and cost, of one call and of all
 *     ├─ path            `Agent.run > search`
 *     ├─ tree            as text, the same in each run: for snapshots, and for messages
 *     │    └─ value      one value on one line
 *     └─ diff            what two traces have in common, and what not
 */
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { capturedSpan, type Branch, type CapturedSpan } from './captured-span.ts';
import { matchingPath } from './path.ts';
import { treeOf } from './tree.ts';
import { nothing, sumOf, type Usage } from './usage.ts';

/** What a piece of code did. */
export interface Trace<Result = unknown> {
  /** What it returned, or its promise was fulfilled with. */
  readonly result: Result | undefined;
  /** What it threw, or its promise was rejected with. */
  readonly error: unknown;
  /** All spans, in the order in which they began. */
  readonly spans: readonly CapturedSpan[];
  /** Those without one above. */
  readonly roots: readonly CapturedSpan[];
  /** What all calls to models took. */
  readonly usage: Usage;
  /**
   * The first span at a path of names, each directly below the one before: `answer > search`. `*` stands for any characters.
   */
  find(path: string): CapturedSpan | undefined;
  findAll(path: string): readonly CapturedSpan[];
  /** The tree without ids and times: the same in each run that does the same. */
  toString(): string;
}

/** What a piece of code ended with. */
export interface Outcome<Result> {
  readonly result?: Result;
  readonly error?: unknown;
}

/** The trace of spans, given in the order in which they began. */
export function traceOf<Result>(
  spans: readonly ReadableSpan[],
  { result, error }: Outcome<Result> = {},
): Trace<Result> {
  const byId = new Map<string, Branch>();
  const roots: CapturedSpan[] = [];
  for (const span of spans) {
    const above = byId.get(span.parentSpanContext?.spanId ?? '');
    const captured = capturedSpan(span, above);
    byId.set(captured.spanContext.spanId, captured);
    (above?.children ?? roots).push(captured);
  }
  const all = [...byId.values()];
  const findAll = (path: string): readonly CapturedSpan[] => all.filter(matchingPath(path));
  return {
    result,
    error,
    spans: all,
    roots,
    usage: totalOf(all, roots),
    find: (path) => findAll(path)[0],
    findAll,
    toString: () => treeOf(roots),
  };
}

/** Of all calls to models, and of what else has cost, which only spans around it know. */
function totalOf(spans: readonly CapturedSpan[], roots: readonly CapturedSpan[]): Usage {
  const usage = sumOf(spans.map(({ usage: own }) => own ?? nothing));
  const costs = roots.map(({ attributes, usage: own }) => attributes['bud.usage.cost_usd'] ?? own?.costUsd);
  const known = costs.reduce<number>((sum, cost) => sum + (typeof cost === 'number' ? cost : 0), 0);
  return { ...usage, costUsd: Math.max(usage.costUsd, Number(known.toFixed(12))) };
}
