import { oneLine } from '@bud/value/recorded';
import type { TraceSpan } from './trace-span.ts';
import { shownValue, shownValues } from './value.ts';

/** Lines to put below a span, and which spans those are. */
export type Marks = ReadonlyMap<TraceSpan, readonly string[]>;

/**
 * Spans as a tree without ids and times, with marks below the spans that have some.
 *
 * @example
 * import { traceOf, treeOf } from '@bud/trace';
 *
 * treeOf(traceOf([]).roots); // ''
 */
export function treeOf(roots: readonly TraceSpan[], marks: Marks = new Map()): string {
  return treeLines(roots, marks)
    .map(({ text }) => text)
    .join('\n');
}

/** A line of a tree. */
export interface TreeLine {
  readonly text: string;
  readonly isMarked: boolean;
}

/**
 * The same, line by line.
 *
 * @example
 * import { traceOf, treeLines } from '@bud/trace';
 *
 * treeLines(traceOf([]).roots).map(({ text }) => text); // []
 */
export function treeLines(roots: readonly TraceSpan[], marks: Marks = new Map()): readonly TreeLine[] {
  return roots.flatMap((root) => branch(root, '', '', marks));
}

function branch(span: TraceSpan, first: string, rest: string, marks: Marks): readonly TreeLine[] {
  const { children } = span;
  const notes = marks.get(span) ?? [];
  const beside = children.length === 0 ? `${rest}    ` : `${rest}│   `;
  return [
    { text: `${first}${spanLine(span)}`, isMarked: notes.length > 0 },
    ...notes.map((note) => ({ text: `${beside}${note}`, isMarked: true })),
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return branch(child, `${rest}${isLast ? '└─ ' : '├─ '}`, `${rest}${isLast ? '   ' : '│  '}`, marks);
    }),
  ];
}

/**
 * A span on one line: `search(query: "tomato") → ["…"]  tool`.
 *
 * @example
 * import { spanLine, traceOf } from '@bud/trace';
 *
 * traceOf([]).spans.map(spanLine); // []
 */
export function spanLine(span: TraceSpan): string {
  const { name, input, output, error, type, isOpen } = span;
  const given = Object.keys(input).length === 0 ? '' : `(${shownValues(input, mostOfInput)})`;
  const returned = output === undefined ? '' : ` → ${shownValue(output, mostOfOutput)}`;
  const failure =
    error === undefined ? '' : ` ✗ ${error.message === '' ? error.type : `${error.type}: ${error.message}`}`;
  const notes = [type, ...notesOf(span), isOpen ? 'still running' : undefined].filter((note) => note !== undefined);
  return oneLine(`${name}${given}${returned}${failure}${notes.map((note) => `  ${note}`).join('')}`);
}

const mostOfInput = 60;
const mostOfOutput = 80;

function notesOf({ attributes, usage, error }: TraceSpan): readonly string[] {
  const { 'bud.track.yield_count': items, 'bud.track.end_reason': reason } = attributes;
  return [
    ...(typeof items === 'number' ? [`${items} ${items === 1 ? 'item' : 'items'}`] : []),
    ...(usage === undefined ? [] : [`${usage.inputTokens} → ${usage.outputTokens} tokens`]),
    ...(usage === undefined || usage.costUsd === 0 ? [] : [`$${Number(usage.costUsd.toPrecision(3))}`]),
    ...(typeof reason === 'string' && error === undefined ? [reason] : []),
  ];
}
