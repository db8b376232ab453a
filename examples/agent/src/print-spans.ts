import { countSpans, type SpanNode } from './span-tree.ts';
import { cells, cutPieces, fitPieces, styledPieces, type Piece, type Style } from './styled-text.ts';

/** Where spans are printed to. */
export interface Screen {
  readonly columns: number;
  readonly hasColors: boolean;
}

const typeStyles: Readonly<Record<string, Style>> = {
  agent: 'magenta',
  llm: 'cyan',
  tool: 'yellow',
  retriever: 'green',
  embedding: 'green',
};

/** The span tree as text, a head line for each span and below it what went in, what came out and what went wrong. */
export function formatSpans(roots: readonly SpanNode[], screen: Screen): string {
  const { spans, errors } = countSpans(roots);
  if (spans === 0) return 'No spans: tracking is switched off.';
  const total = `${spans} ${spans === 1 ? 'span' : 'spans'}${errors === 0 ? '' : `, ${errors} failed`}`;
  const lines = roots.flatMap((root) => linesOf(root, screen, { head: '', body: '' }));
  return [...lines, lineOf([['dim', total]], screen)].join('\n');
}

/** What stands before a span's head line and before the lines below it: `├─ ` and `│  `. */
interface Indent {
  readonly head: string;
  readonly body: string;
}

function linesOf(node: SpanNode, screen: Screen, indent: Indent): string[] {
  const last = node.children.length - 1;
  const detailIndent = `${indent.body}${last < 0 ? '  ' : '│ '}`;
  return [
    lineOf([['dim', indent.head], ...headOf(node, screen.columns - cells(indent.head))], screen),
    ...detailsOf(node).map((pieces) => lineOf([['dim', detailIndent], ...pieces], screen)),
    ...node.children.flatMap((child, index) =>
      linesOf(child, screen, {
        head: `${indent.body}${index === last ? '└─ ' : '├─ '}`,
        body: `${indent.body}${index === last ? '   ' : '│  '}`,
      }),
    ),
  ];
}

function lineOf(pieces: readonly Piece[], { columns, hasColors }: Screen): string {
  return styledPieces(cutPieces(pieces, columns), hasColors);
}

/** `Agent.answer  agent                    12.3 ms`, the duration at the right edge. */
function headOf({ name, type, durationMs, yieldCount, message, error }: SpanNode, width: number): Piece[] {
  const duration = `${durationMs.toFixed(1)} ms`;
  const pieces: Piece[] = [[error === undefined ? 'bold' : 'red', `${error === undefined ? '' : '✗ '}${name}`]];
  if (type !== undefined) pieces.push([typeStyles[type] ?? 'plain', `  ${type}`]);
  if (yieldCount !== undefined) pieces.push(['dim', `  ${yieldCount} items`]);
  if (message !== undefined) pieces.push(['plain', `  ${oneLine(message)}`]);
  return [...fitPieces(pieces, width - duration.length - 2), ['dim', `  ${duration}`]];
}

function detailsOf({ inputs, outputs, error }: SpanNode): Piece[][] {
  const rows: (readonly [label: string, value: string, Style])[] = [
    ...Object.entries(inputs).map(([name, value]) => [name, value, 'plain'] as const),
    ...Object.entries(outputs).map(([key, value]) => [`→ ${key}`.trim(), value, 'plain'] as const),
    ...(error === undefined ? [] : [['✗', error, 'red'] as const]),
  ];
  const labelWidth = Math.max(0, ...rows.map(([label]) => cells(label)));
  return rows.map(([label, value, style]) => [
    ['dim', `${label}${' '.repeat(labelWidth - cells(label))} `],
    [style, oneLine(value)],
  ]);
}

/** Error messages come from anywhere: no line breaks, and nothing that a terminal takes for a command. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
