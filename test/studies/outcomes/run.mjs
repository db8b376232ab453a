/**
 * One trace with every kind of call, on every runtime that has a context manager: `npm run study -- outcomes` at the
 * root prints call × runtime. ✓ has the right parent, status, end reason and number of items, and a duration within 5 ms
 * of what the program itself measured.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { install } from '../../install.mjs';
import { markdown } from '../markdown.mjs';
import { compile, faultsOf, isOnTime, observe } from './observe.mjs';
import { calls, more } from './calls/calls.mjs';

/** Other processes of the machine hold a run up now and then: the median of its runs counts. */
const runs = 5;

const packages = fileURLToPath(new URL('../runtimes/node_modules/', import.meta.url));
const deno = ['run', '--allow-all', '--node-modules-dir=manual', '--cached-only', '--no-lock'];
const runtimes = [
  { name: 'Node 20', binary: 'node-20/bin/node', args: ['--expose-gc'] },
  { name: 'Node 22', binary: 'node-22/bin/node', args: ['--expose-gc'] },
  { name: 'Node 24', binary: 'node-24/bin/node', args: ['--expose-gc'] },
  { name: 'Bun', binary: 'bun/bin/bun.exe', args: [] },
  { name: 'Deno', binary: 'deno/deno', args: [...deno, '--v8-flags=--expose-gc'] },
].map((runtime) => ({ ...runtime, binary: packages + runtime.binary }));

const all = { ...calls, ...more };

await install('test/studies/runtimes');
await compile();
const columns = [];
for (const { name, binary, args } of runtimes) {
  const seen = [];
  for (let run = 0; run < runs; run += 1) seen.push(await observe(binary, args));
  columns.push({ name, version: versionOf(binary), cells: Object.keys(all).map((call) => cellOf(call, seen)) });
}
console.log(table(calls));
console.log(`\nMore of what model clients return, and of what is open when tracking stops:\n\n${table(more)}`);
const passed = columns.map(({ name, version, cells }) => {
  const right = cells.filter(({ faults }) => faults.length === 0).length;
  const offBy = Math.max(...cells.map(({ offByMs }) => offByMs));
  return `${name} (${version}): ${right} of ${cells.length}, at most ${offBy.toFixed(1)} ms off`;
});
console.log(`\n${passed.join('  \n')}`);
for (const { name, cells } of columns) {
  for (const { call, faults } of cells) if (faults.length > 0) console.log(`\n${name}, ${call}: ${faults.join(', ')}`);
}
process.exitCode = columns.some(({ cells }) => cells.some(({ faults }) => faults.length > 0)) ? 1 : 0;

/** What the runs of one runtime say of a call. */
function cellOf(call, seen) {
  const outcomes = seen.map(({ outcomes }) => outcomes.find(({ name }) => name === call));
  const offByMs = all[call].isUntimed ? 0 : median(outcomes.map((outcome) => outcome.offByMs ?? Infinity));
  const faults = new Set(outcomes.flatMap((outcome) => faultsOf(all[call], outcome)));
  for (const { failureCount } of seen) if (failureCount > 0) faults.add(`${failureCount} failures of tracking itself`);
  if (!isOnTime(all[call], offByMs)) faults.add(`${offByMs.toFixed(1)} ms off`);
  return { call, offByMs, faults: [...faults] };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Call, what its span says, and a sign for each runtime with how far the duration is off. */
function table(some) {
  const rows = Object.entries(some).map(([call, { expected, isUntimed }]) => [
    call,
    expected.slice(0, 2).filter(Boolean).join(', '),
    ...columns.map(({ cells }) => {
      const { faults, offByMs } = cells.find((cell) => cell.call === call);
      return `${faults.length === 0 ? '✓' : '✗'}${isUntimed ? '' : ` ${offByMs.toFixed(1)}`}`;
    }),
  ]);
  return markdown([['call', 'span', ...columns.map(({ name }) => name)], ...rows], `ll${'r'.repeat(columns.length)}`);
}

function versionOf(binary) {
  return /\d[\d.]+/.exec(execFileSync(binary, ['--version'], { encoding: 'utf8' }))[0];
}
