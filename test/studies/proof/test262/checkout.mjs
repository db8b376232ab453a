import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * ECMAScript's own tests, as a checkout of https://github.com/tc39/test262: those of the language whose path contains
 * `only`. Throws an error for the user when the path is wrong.
 */
export function openCheckout(root, only) {
  for (const part of ['harness/assert.js', 'test/language']) {
    if (existsSync(join(root, part))) continue;
    throw new Error(`--test262 ${root}: no checkout of tc39/test262, ${part} is missing`);
  }
  const tests = testsOf(root).filter((test) => test.includes(only));
  if (tests.length === 0) throw new Error(`--only ${only}: no language test of ${root} has that in its path`);
  return { root, commit: commitOf(root), tests };
}

/** Paths below `test/`, sorted. `_FIXTURE` files are imported by tests and are none themselves. */
function testsOf(root) {
  const folder = join(root, 'test');
  return readdirSync(join(folder, 'language'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js') && !entry.name.includes('_FIXTURE'))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}

function commitOf(root) {
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['-C', root, 'rev-parse', 'HEAD'], options).trim();
  } catch {
    return 'of an unknown commit';
  }
}
