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
import { startWith } from './in-node.mjs';
import { startOfFiles as startInVitest } from './in-vitest.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { values } = parseArgs({ options: { pairs: { type: 'string', default: '10' } } });
const pairs = Number(values.pairs);
const promisedMs = 20;
const explained = `The fastest of ${pairs} files each, in turns, and the median of what the pairs differ in of the processor's time. That decides:
the clock also counts what else the machine does.`;

await install('test/hosts');
const folder = mkdtempSync(join(tmpdir(), 'bud-start-'));
try {
  installPackages();
  const frameworks = [
    ['Vitest, the setup file', startInVitest],
    ['Jest, the setup file', startInJest],
    ['node:test, `@bud/testing`', startWith("import '@bud/testing';")],
    ['node:test, `@bud/testing/node-test`', startWith("import '@bud/testing/node-test';")],
    ['the first capture of a file', startWith("import { capture } from '@bud/testing';\nawait capture(() => {});"), ''],
  ];
  const lines = [['framework', 'without', 'with', 'more', 'more CPU', 'promised', '']];
  for (const [name, startOfFiles, promised = shown(promisedMs)] of frameworks) {
    const { plain, traced } = await startOfFiles(join(folder, name.replaceAll(/\W+/g, '-')), pairs, write);
    const [without, along] = [fastest(plain), fastest(traced)];
    const more = along - without;
    const cpu = median(traced.map(({ cpuMs }, index) => cpuMs - plain[index].cpuMs));
    const verdict = promised === '' ? '' : cpu < promisedMs ? 'yes' : 'no';
    lines.push([name, ...[without, along, more, cpu].map(shown), promised, verdict]);
  }
  console.log(`${explained}\n\n${markdown(lines, 'lrrrrrl')}`);
  if (lines.some((line) => line.at(-1) === 'no')) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** What else the machine does only adds. */
function fastest(files) {
  return Math.min(...files.map(({ ms }) => ms));
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
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
