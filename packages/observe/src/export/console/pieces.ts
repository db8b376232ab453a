/** SGR codes of ECMA-48, as every terminal knows them. */
const codes = {
  plain: '',
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  magenta: '35',
  cyan: '36',
} as const;

export type Style = keyof typeof codes;

/** A piece of a line and the way it looks. */
export type Piece = readonly [style: Style, content: string];

/** At most `width` cells of the pieces; what is cut off is a `…`. */
export function cutPieces(pieces: readonly Piece[], width: number): Piece[] {
  const kept: Piece[] = [];
  let left = width;
  for (const [style, content] of pieces) {
    const fitted = cut(content, left);
    kept.push([style, fitted]);
    left -= cells(fitted);
    if (fitted !== content) break;
  }
  return kept;
}

/** Exactly `width` cells: cut, or filled up with spaces. */
export function fitPieces(pieces: readonly Piece[], width: number): Piece[] {
  const kept = cutPieces(pieces, width);
  const used = kept.reduce((sum, [, content]) => sum + cells(content), 0);
  return [...kept, ['plain', ' '.repeat(Math.max(0, width - used))]];
}

/** The pieces as one string, colored if wanted. */
export function styledPieces(pieces: readonly Piece[], hasColors: boolean): string {
  const styled = pieces.map(([style, content]) =>
    hasColors && codes[style] !== '' && content !== '' ? `\u001B[${codes[style]}m${content}\u001B[0m` : content,
  );
  // Only an uncolored filler can end a line.
  return styled.join('').trimEnd();
}

/** The cells a string takes in a terminal: wide East Asian characters and emoji take two. */
export function cells(content: string): number {
  if (isNarrow.test(content)) return content.length;
  return characters(content).reduce((sum, character) => sum + cellsOf(character), 0);
}

function cut(content: string, width: number): string {
  if (cells(content) <= width) return content;
  let left = width - 1;
  let kept = '';
  for (const character of characters(content)) {
    left -= cellsOf(character);
    if (left < 0) break;
    kept += character;
  }
  return width < 1 ? '' : `${kept}…`;
}

function cellsOf(character: string): number {
  const isWide =
    /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u;
  return isWide.test(character) ? 2 : 1;
}

/** What a reader takes for one character each, so that no emoji is cut in half. */
function characters(content: string): readonly string[] {
  // Nearly every string; the segmenter costs a hundred times as much.
  if (isNarrow.test(content)) return content.split('');
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(content), ({ segment }) => segment);
}

/** Latin letters, punctuation, arrows and what draws the tree: one cell for each code unit. */
const isNarrow = /^[ -~\u00A1-\u02FF\u2010-\u2027\u2190-\u21FF\u2500-\u257F]*$/;
let segmenter: Intl.Segmenter | undefined;
