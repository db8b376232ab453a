import type { TraceSpan } from '@bud/trace';
import { shownValue, spanLine, treeLines, type Marks, type TreeLine } from '@bud/trace/text';
import type { Difference } from './difference.ts';

/** What was said, and the tree with marks: as many lines as fit on a screen. */
export function report(sentence: string, roots: readonly TraceSpan[], marks: Marks = new Map()): string {
  const lines = treeLines(roots, marks);
  if (lines.length === 0) return `${sentence}\n\nNo span was recorded. Is the code built with the plugin, and called?`;
  return `${sentence}\n\n${fitting(lines).join('\n')}`;
}

const mostLines = 30;

/** All lines or, of many, those around the first mark. */
function fitting(lines: readonly TreeLine[]): readonly string[] {
  if (lines.length <= mostLines) return lines.map(({ text }) => text);
  const mark = Math.max(
    0,
    lines.findIndex(({ isMarked }) => isMarked),
  );
  const start = Math.min(Math.max(0, mark - mostLines / 2), lines.length - mostLines);
  const after = lines.length - mostLines - start;
  return [
    ...(start === 0 ? [] : [moreLines(start)]),
    ...lines.slice(start, start + mostLines).map(({ text }) => text),
    ...(after === 0 ? [] : [moreLines(after)]),
  ];
}

function moreLines(count: number): string {
  return `… ${count} more ${count === 1 ? 'line' : 'lines'}`;
}

/** `▲ query: expected "tomatoes", was "potatoes"`. */
export function shownDifference({ path, expected, actual }: Difference): string {
  const where = path === '' ? '' : `${path}: `;
  return `▲ ${where}expected ${shownValue(expected)}, was ${shownValue(actual)}`;
}

/** A span in a sentence. */
export function quoted(span: TraceSpan): string {
  return `\`${spanLine(span)}\``;
}
