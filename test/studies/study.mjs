// The one door to the studies: what takes longer than a test may, or prints figures instead of asserting them.
//
//   npm run study                          lists them
//   npm run study -- runtimes --only bun   runs one; what follows its name is its own
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../install.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Name, the file that runs it, and what it says. */
const studies = {
  proof: ['proof/run.mjs', 'runs programs plain, off and on, and compares what they do'],
  suite: ['proof/suite.mjs', "runs a project's own test suite with every function tracked"],
  forms: ['proof/forms/write.mjs', 'writes the table of function forms into the documentation'],
  runtimes: ['runtimes/run.mjs', 'executes the fixtures on Node 20 to 26, Bun, Deno, workerd and Chromium'],
  'real-packages': ['real-packages/run.mjs', 'tracks every function of ten large packages and compares what they do'],
  comparison: ['comparison/run.mjs', 'asks other tracing libraries the questions that the fixtures ask'],
  bench: ['bench/print.mjs', 'prints what tracking costs'],
  sizes: ['sizes/print.mjs', 'prints what tracking adds to bundles'],
};

const [name = '', ...args] = process.argv.slice(2);
if (Object.hasOwn(studies, name)) process.exitCode = await run(...studies[name]);
else {
  const width = Math.max(...Object.keys(studies).map((one) => one.length));
  for (const [one, [, text]] of Object.entries(studies)) console.log(`${one.padEnd(width)}  ${text}`);
  process.exitCode = name === '' ? 0 : 1;
}

async function run(file) {
  const folder = dirname(file);
  if (existsSync(join(here, folder, 'package-lock.json'))) await install(`test/studies/${folder}`);
  return spawnSync(process.execPath, [join(here, file), ...args], { stdio: 'inherit' }).status ?? 1;
}
