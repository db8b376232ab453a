// Counts what is tracked where the host does not tell: the compiler, asked the same, says it of all files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instrument } from '@bud/transform';

/** What the rules in `options` reach below `root`: how many functions, and which are refused. */
export function countFunctions(root, options) {
  const counts = { functions: 0, refused: [] };
  for (const entry of readdirSync(root, { recursive: true })) {
    if (!/\.[cm]?[jt]sx?$/.test(entry) || /(?:^|[\\/])node_modules[\\/]/.test(entry)) continue;
    const file = join(root, entry);
    const { sites, problems } = instrument(readFileSync(file, 'utf8'), file, options);
    counts.functions += sites.length;
    counts.refused.push(...problems.map(({ code, message }) => `${code} ${message}`));
  }
  return counts;
}
