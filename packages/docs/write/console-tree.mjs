// Draws the tree of spans that the example prints in a terminal as an SVG: characters → cells on a grid, in the terminal's styles.
import { execFileSync } from 'node:child_process';

const cell = { width: 8, height: 18 };
const margin = 16;

/** The styles of the example's output by their SGR codes. A background of its own makes them readable on any page. */
const colors = {
  0: '#e6edf3',
  1: '#ffffff',
  2: '#8b949e',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  35: '#d2a8ff',
  36: '#79c0ff',
};
const background = '#0d1117';

/** What the example prints in a terminal between the question and the answer: the spans. */
export function printedTree(program) {
  const env = { PATH: process.env.PATH, FORCE_COLOR: '1' };
  const output = execFileSync(process.execPath, [program], { encoding: 'utf8', env });
  return output.slice(output.indexOf('\n\n'), output.lastIndexOf('\n\n')).trim();
}

export function drawTree(printed) {
  const lines = printed.split('\n').map(piecesOf);
  const columns = Math.max(...lines.map((pieces) => pieces.reduce((sum, { text }) => sum + text.length, 0)));
  const [width, height] = [columns * cell.width + 2 * margin, lines.length * cell.height + 2 * margin];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The spans of one question to the example agent, as a tree">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" xml:space="preserve">`,
    ...lines.map((pieces, row) => `<text y="${margin + (row + 0.75) * cell.height}">${drawLine(pieces)}</text>`),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The pieces of a line that differ in style: `ESC[1mname ESC[0m` → `{ style: 1, text: 'name ' }`. */
function piecesOf(line) {
  const [plain, ...rest] = line.split('\u001B[');
  return [{ style: 0, text: plain }, ...rest.map(styledPiece)].filter(({ text }) => text !== '');
}

function styledPiece(text) {
  const end = text.indexOf('m');
  return { style: Number(text.slice(0, end)), text: text.slice(end + 1) };
}

/** Each piece says where it starts and how wide it is, so that the grid holds with whatever font there is. */
function drawLine(pieces) {
  let column = 0;
  return pieces
    .map(({ style, text }) => {
      const x = margin + column * cell.width;
      column += text.length;
      if (text.trim() === '') return '';
      const weight = style === 1 ? ' font-weight="bold"' : '';
      return `<tspan x="${x}" textLength="${text.length * cell.width}" fill="${colors[style]}"${weight}>${escaped(text)}</tspan>`;
    })
    .join('');
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
