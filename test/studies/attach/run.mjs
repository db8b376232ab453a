// Attaches and detaches a thousand times to one process, compares what is in it before and after, and prints what a recorder
// that is in costs its calls: npm run study -- attach [cycles]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attach } from '@bud/attach';
import budTrack from '@bud/unplugin/esbuild';
import { build } from 'esbuild';
import { markdown as table } from '../markdown.mjs';

const cycles = Number(process.argv[2] ?? 1000);
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bud-attach-'));
const program = await start();
try {
  await cyclesOf(20);
  const before = await ask('state');
  const startedAt = performance.now();
  await cyclesOf(cycles);
  const cycleMs = (performance.now() - startedAt) / cycles;
  const after = await ask('state');
  printState(before, after, cycleMs);
  await printCosts();
} finally {
  program.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

async function start() {
  const outfile = join(folder, 'program.mjs');
  await build({
    entryPoints: [join(here, 'program.ts')],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    plugins: [budTrack({ root: here })],
  });
  const child = fork(outfile, {
    execArgv: ['--inspect=0', '--expose-gc'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [{ inspector }] = await once(child, 'message');
  return { child, inspector };
}

async function ask(message) {
  program.child.send(message);
  const [answer] = await once(program.child, 'message');
  return answer;
}

async function cyclesOf(count) {
  for (let cycle = 0; cycle < count; cycle += 1) {
    const recording = await attach(program.inspector, {}, {});
    await recording.detach();
  }
}

function printState(before, after, cycleMs) {
  const same = ['resources', 'listeners', 'globals', 'gate'].map((name) => [
    name,
    JSON.stringify(before[name]) === JSON.stringify(after[name]) ? 'as before' : 'changed',
  ]);
  const rows = [
    ...same,
    ['heap after collection', `${((after.heapBytes - before.heapBytes) / 1024).toFixed(0)} KB more`],
  ];
  process.stdout.write(
    `After ${cycles} attaches and detaches, of ${cycleMs.toFixed(1)} ms each:\n\n${table([['what', ''], ...rows])}\n\n`,
  );
  if (same.some(([, outcome]) => outcome === 'changed') || after.heapBytes - before.heapBytes > 2 ** 20)
    process.exitCode = 1;
}

/** Each way beside the same program with nobody attached, in turn: the machine may be busy with other things. */
async function printCosts() {
  const ways = { 'bud top': { mode: 'counts' }, 'bud attach, one call in ten': { only: ['tenth'] } };
  const rows = [];
  for (const [name, options] of Object.entries(ways)) {
    const [alone, attached] = [[], []];
    for (let round = 0; round < 5; round += 1) {
      alone.push(await ask('load'));
      const recording = await attach(program.inspector, options, {});
      attached.push(await ask('load'));
      await recording.detach();
    }
    const [without, withIt] = [alone, attached].map((runs) => median(runs.map(({ requestMs }) => requestMs)));
    rows.push([name, without.toFixed(3), withIt.toFixed(3), `${((withIt - without) * 10).toFixed(1)} µs`]);
  }
  process.stdout.write(
    `What 10,000 tracked calls a second cost: the median request of a hundred calls in ms, and how much that is for each call:\n\n${table([['', 'alone', 'attached', 'a call'], ...rows])}\n`,
  );
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
