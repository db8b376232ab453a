// Counts what is tracked where the host does not tell: the compiler, asked the same, says it of all files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instrument } from '@bud/transform';

/** What the rules in `options` reach below `root`: how many functions, and which are refused. */
export function countFunctions(root, options) {
  const counts = { functions: 0, refused: [] };
  for (const file of sourcesIn(root)) {
    const { sites, problems } = instrument(readFileSync(file, 'utf8'), file, options);
    counts.functions += sites.length;
    counts.refused.push(...problems.map(({ code, message }) => `${code} ${message}`));
  }
  return counts;
}

function* sourcesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !/^(?:node_modules|\..*)$/.test(entry.name)) yield* sourcesIn(path);
    if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name)) yield path;
  }
}
