/**
 * What `@bud/testing` adds to the start of a test file: `npm run study -- testing`. Pairs of files that differ in nothing else
 * are run by the real frameworks, in turns; the packages stand there as npm installs them.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { install } from '../../install.mjs';
import { markdown } from '../markdown.mjs';
import { startOfFiles as startInJest } from './in-jest.mjs';
import { startOfFiles as startInNode } from './in-node.mjs';
import { startOfFiles as startInVitest } from './in-vitest.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { values } = parseArgs({ options: { pairs: { type: 'string', default: '10' } } });
const pairs = Number(values.pairs);
const promisedMs = 20;

await install('test/hosts');
const folder = mkdtempSync(join(tmpdir(), 'bud-start-'));
try {
  installPackages();
  const frameworks = [
    ['Vitest, the setup file', startInVitest],
    ['Jest, the setup file', startInJest],
    ['node:test, the import', startInNode],
  ];
  const lines = [['framework', 'without', 'with', 'more', 'promised', '']];
  for (const [name, startOfFiles] of frameworks) {
    const { plain, traced } = await startOfFiles(join(folder, name.split(/\W/)[0]), pairs, write);
    // The fastest of each: what else the machine does only adds.
    const [without, along] = [Math.min(...plain), Math.min(...traced)];
    const more = along - without;
    const verdict = more < promisedMs ? 'yes' : 'no';
    lines.push([name, shown(without), shown(along), shown(more), shown(promisedMs), verdict]);
  }
  console.log(`The fastest of ${pairs} files each, in turns.\n\n${markdown(lines, 'lrrrrl')}`);
  if (lines.some(([, , , , , verdict]) => verdict === 'no')) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** The packages as they are published; everything else as it stands here. */
function installPackages() {
  for (const name of readdirSync(join(root, 'packages')).filter((each) => each !== 'docs'))
    for (const part of ['package.json', 'dist', 'src'])
      cpSync(join(root, 'packages', name, part), join(folder, 'node_modules/@bud', name, part), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => each !== '@bud' && !each.startsWith('.')))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function shown(ms) {
  return `${ms.toFixed(1)} ms`;
}
