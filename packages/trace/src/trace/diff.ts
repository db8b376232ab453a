// Not the package as a whole: it is loaded with each test file.
import { diffArrays } from 'diff/lib/diff/array.js';
import type { TraceSpan } from './trace-span.ts';
import { pathOf } from './path.ts';
import type { Trace } from './trace.ts';
import { spanLine } from './tree.ts';
import { shownValue } from './value.ts';

/** What became of one span from one trace to another. */
export interface SpanDifference {
  readonly kind: 'came' | 'went' | 'changed';
  /** `answer > search`. */
  readonly path: string;
  /** Of one that has changed: what, and from what to what. */
  readonly changes: readonly Change[];
}

/** A value that is another one now. */
export interface Change {
  /** `input.query`, `output`, `error`, `items`, `inputTokens`, `outputTokens`, `costUsd`. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What two traces do not have in common. */
export interface TraceDiff {
  readonly isEqual: boolean;
  /** In the order of the trees. */
  readonly differences: readonly SpanDifference[];
  /** Both trees as one. */
  readonly pairs: readonly SpanPair[];
  /** Both trees as one: `+` what came, `-` what went, `~` what changed. */
  toString(): string;
}

/**
 * Compares what two runs did: which spans came, went, or changed what they took, gave, failed with, or cost. Ids and times
 * do not matter. Spans are paired by their names, in the order in which they began.
 *
 * @example
 * import { diffTraces } from '@bud/trace';
 * import { capture } from '@bud/testing';
 * import { span } from '@bud/observe';
 *
 * const before = await capture(() => span('search', () => {}));
 * const after = await capture(() => span('look up', () => {}));
 * String(diffTraces(before, after)); // '- search\n+ look up'
 */
export function diffTraces(before: Trace, after: Trace): TraceDiff {
  const pairs = paired(before.roots, after.roots);
  const differences = pairs.flatMap(differencesIn);
  return {
    isEqual: differences.length === 0,
    differences,
    pairs,
    toString: () => pairs.flatMap((pair) => shown(pair, 0)).join('\n'),
  };
}

/** A span of the one trace, of the other, or of both. */
export interface SpanPair {
  readonly before: TraceSpan | undefined;
  readonly after: TraceSpan | undefined;
  readonly changes: readonly Change[];
  readonly children: readonly SpanPair[];
}

function paired(before: readonly TraceSpan[], after: readonly TraceSpan[]): readonly SpanPair[] {
  let [a, b] = [0, 0];
  return diffArrays(namesOf(before), namesOf(after)).flatMap(({ added, removed, count }) =>
    Array.from({ length: count }, () => pairOf(added ? undefined : before[a++], removed ? undefined : after[b++])),
  );
}

function namesOf(spans: readonly TraceSpan[]): string[] {
  return spans.map(({ name }) => name);
}

function pairOf(before: TraceSpan | undefined, after: TraceSpan | undefined): SpanPair {
  const changes = before === undefined || after === undefined ? [] : changesIn(before, after);
  return { before, after, changes, children: paired(before?.children ?? [], after?.children ?? []) };
}

function differencesIn({ before, after, changes, children }: SpanPair): readonly SpanDifference[] {
  const kind = before === undefined ? 'came' : after === undefined ? 'went' : 'changed';
  const span = after ?? before;
  const own =
    span === undefined || (kind === 'changed' && changes.length === 0)
      ? []
      : [{ kind, path: pathOf(span), changes } as const];
  return [...own, ...children.flatMap(differencesIn)];
}

function changesIn(before: TraceSpan, after: TraceSpan): readonly Change[] {
  const [was, is] = [comparable(before), comparable(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((what) =>
    JSON.stringify(was[what]) === JSON.stringify(is[what]) ? [] : [{ what, before: was[what], after: is[what] }],
  );
}

/** What of a span should be the same in two runs that do the same. */
function comparable({ input, output, error, usage, attributes }: TraceSpan): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(Object.entries(input).map(([name, value]) => [`input.${name}`, value])),
    output,
    error: error === undefined ? undefined : `${error.type}: ${error.message}`,
    items: attributes['bud.track.yield_count'],
    model: attributes['gen_ai.request.model'],
    inputTokens: usage?.inputTokens,
    outputTokens: usage?.outputTokens,
    costUsd: usage?.costUsd,
  };
}

function shown({ before, after, changes, children }: SpanPair, depth: number): readonly string[] {
  const span = after ?? before;
  if (span === undefined) return [];
  const indent = '  '.repeat(depth);
  const sign = before === undefined ? '+' : after === undefined ? '-' : changes.length > 0 ? '~' : ' ';
  return [
    `${sign} ${indent}${spanLine(span)}`,
    ...changes.map(
      ({ what, before: was, after: is }) => `~ ${indent}    ${what}: ${shownValue(was)} → ${shownValue(is)}`,
    ),
    ...children.flatMap((child) => shown(child, depth + 1)),
  ];
}
