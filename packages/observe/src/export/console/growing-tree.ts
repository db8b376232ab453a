import type { OpenBranch } from './open-branches.ts';
import { levelStyles, titleOf, withDuration } from './lines.ts';
import { shownSpan, type Row, type Shown } from './shown.ts';
import { cells, type Piece, type Style } from './pieces.ts';

type Line = readonly Piece[];

/** A level of the tree takes three columns, and what is written needs this many. */
const leastColumns = 40;

/**
 * A tree that is printed while the program runs. A span is printed when it has ended; whatever is around it and open has
 * been printed before, once, or again when another branch came in between:
 *
 *   Agent.answer  agent                       the first line below it has brought it here
 *   │ question  Why?                          what went in
 *   ├─ embed  embedding            81.3 ms    ended, with nothing below
 *   │    texts  ["Why?"]
 *   └─ Agent.answer               240.0 ms    ended: its last line, so the branch can close
 *        → text  Because.
 */
export class GrowingTree {
  readonly #columns: () => number;
  readonly #isShown: (shown: Shown) => boolean;
  /** Under which lines the next one stands, the outermost first. */
  #branch: readonly OpenBranch[] = [];
  /** Those that stand somewhere above already. */
  readonly #introduced = new WeakSet<OpenBranch>();

  constructor(columns: () => number, isShown: (shown: Shown) => boolean) {
    this.#columns = columns;
    this.#isShown = isShown;
  }

  span(span: Shown, ended: OpenBranch | undefined, above: readonly OpenBranch[]): readonly Line[] {
    const depth = ended === undefined ? -1 : this.#branch.indexOf(ended);
    if (ended === undefined || depth < 0) {
      const parents = this.#parentLines(above);
      const isIntroduced = ended !== undefined && this.#introduced.has(ended);
      return [...parents, ...this.#leaf(isIntroduced ? { ...span, inputs: [] } : span, this.#branch.length)];
    }
    this.#branch = this.#branch.slice(0, depth);
    return this.#closing(span, ended, depth);
  }

  record(record: Shown, above: readonly OpenBranch[]): readonly Line[] {
    const parents = this.#parentLines(above);
    const depth = this.#branch.length;
    const head: Line = [
      ['dim', this.#head(depth, '├─ ')],
      [levelStyles[record.level], record.level],
      ['plain', `  ${record.title}`],
    ];
    return [...parents, head, ...this.#details(record, `${this.#body(depth)}  `)];
  }

  /** The lines of those around the next one, as far as it does not stand below them already. */
  #parentLines(above: readonly OpenBranch[]): readonly Line[] {
    const shown = above
      .map((open) => ({ open, shown: shownSpan(open.span.read()) }))
      .filter((parent) => this.#isShown(parent.shown));
    const standing = shown.findIndex(({ open }, index) => this.#branch[index] !== open);
    const missing = standing < 0 ? shown.length : standing;
    this.#branch = shown.map(({ open }) => open);
    return shown.slice(missing).flatMap((parent, index) => this.#parent(parent.open, parent.shown, missing + index));
  }

  #parent(open: OpenBranch, shown: Shown, depth: number): readonly Line[] {
    const start: Piece = ['dim', this.#head(depth, '├─ ')];
    if (this.#introduced.has(open)) return [[start, ['dim', `${shown.title} …`]]];
    this.#introduced.add(open);
    const head = [start, ...titleOf({ ...shown, notes: [], error: undefined }), ...messageOf(shown)];
    return [head, ...this.#details({ ...shown, outputs: [], error: undefined }, `${this.#body(depth)}│ `)];
  }

  #leaf(span: Shown, depth: number): readonly Line[] {
    const head = [['dim', this.#head(depth, '├─ ')] as const, ...titleOf(span), ...messageOf(span)];
    return [withDuration(head, span.durationMs, this.#columns()), ...this.#details(span, `${this.#body(depth)}  `)];
  }

  #closing(span: Shown, { spanCount, failedCount }: OpenBranch, depth: number): readonly Line[] {
    const failed = failedCount + (span.error === undefined ? 0 : 1);
    const total = `${spanCount + 1} ${spanCount === 0 ? 'span' : 'spans'}${failed === 0 ? '' : `, ${failed} failed`}`;
    const head = [
      ['dim', this.#head(depth + 1, '└─ ')] as const,
      ...titleOf({ ...span, type: undefined, notes: depth === 0 ? [total, ...span.notes] : span.notes }),
    ];
    return [
      withDuration(head, span.durationMs, this.#columns()),
      ...this.#details({ ...span, inputs: [] }, `${this.#body(depth)}     `),
    ];
  }

  #details({ inputs, outputs, error }: Shown, indent: string): readonly Line[] {
    const rows: readonly (readonly [label: string, value: string, Style])[] = [
      ...inputs.map(([name, value]: Row) => [name, value, 'plain'] as const),
      ...outputs.map(([name, value]: Row) => [`→ ${name}`.trim(), value, 'plain'] as const),
      ...(error === undefined ? [] : [['✗', error, 'red'] as const]),
    ];
    const labelWidth = Math.max(0, ...rows.map(([label]) => cells(label)));
    return rows.map(([label, value, style]) => [
      ['dim', `${indent}${label}${' '.repeat(labelWidth - cells(label))} `],
      [style, value],
    ]);
  }

  #head(depth: number, corner: string): string {
    return depth === 0 ? '' : `${this.#body(depth - 1)}${corner}`;
  }

  #body(depth: number): string {
    return '│  '.repeat(Math.min(depth, Math.max(Math.floor((this.#columns() - leastColumns) / 3), 0)));
  }
}

function messageOf({ message }: Shown): readonly Piece[] {
  return message === undefined ? [] : [['plain', `  ${message}`]];
}
