// The parts of documents that commands write: each stands between two comments that name it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a document of this package, or of one beside it. */
export const documentPath = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** What stands between `<!-- name: begin -->` and `<!-- name: end -->`. */
export function readSection(document, name) {
  return around(readFileSync(document, 'utf8'), document, name).content.trim();
}

export function writeSection(document, name, content) {
  const { before, after } = around(readFileSync(document, 'utf8'), document, name);
  writeFileSync(document, `${before}\n\n${content}\n\n${after}`);
}

function around(text, document, name) {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < from) throw new Error(`${document} has no section "${name}"`);
  return { before: text.slice(0, from), content: text.slice(from, to), after: text.slice(to) };
}
