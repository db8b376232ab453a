/**
 * Two runs side by side:
 *
 *   comparing   the next one that is chosen in the list is the earlier run
 *   before      that run, read
 *   diff        both as one tree, line by line: pair-rows
 */
import type { SpanPair } from '@bud/trace';

/** A line of two trees as one. */
export interface PairRow {
  readonly pair: SpanPair;
  readonly depth: number;
}

export type PairState = 'came' | 'went' | 'changed' | 'same';

export function stateOf(pair: SpanPair, hasMore: (pair: SpanPair) => boolean): PairState {
  if (pair.before === undefined) return 'came';
  if (pair.after === undefined) return 'went';
  return pair.changes.length > 0 || hasMore(pair) ? 'changed' : 'same';
}

/** Both trees from above to below; of those that are the same only what is above a difference, if so wanted. */
export function pairRows(
  pairs: readonly SpanPair[],
  onlyDifferent: boolean,
  hasMore: (pair: SpanPair) => boolean,
): readonly PairRow[] {
  const rows: PairRow[] = [];
  const waiting = pairs.map((pair) => ({ pair, depth: 0 })).toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    rows.push(next);
    const depth = next.depth + 1;
    for (const pair of next.pair.children.toReversed()) waiting.push({ pair, depth });
  }
  return onlyDifferent ? abovesOf(rows, hasMore) : rows;
}

/** From the last line back: one is kept when it differs, or when one below it is kept. */
function abovesOf(rows: readonly PairRow[], hasMore: (pair: SpanPair) => boolean): readonly PairRow[] {
  const kept: PairRow[] = [];
  let wantedDepth = -1;
  for (const row of rows.toReversed()) {
    if (stateOf(row.pair, hasMore) === 'same' && row.depth !== wantedDepth) continue;
    kept.push(row);
    wantedDepth = row.depth - 1;
  }
  return kept.toReversed();
}
