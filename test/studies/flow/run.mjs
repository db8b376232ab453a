// What flows keep to:
//
//   parity.ts      the workflows of examples/flow/parity on every runtime: the same logs?
//   measure.mjs    in a process each: concurrency, memory, cost of a node
//   durability.mjs a process that is killed again and again: what is in its file?
//
//   --parity   only the first
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { markdown } from '../markdown.mjs';
import { load } from '../runtimes/load.mjs';
import { install } from '../../install.mjs';
import { killedRuns } from './durability.mjs';

await install('test/studies/runtimes');
const { runParity } = await load('../flow/parity.ts');
const rows = await runParity();
const workflows = Math.max(...rows.map(({ same }) => same));
console.log(
  'The logs of the workflows in `examples/flow/parity`, without ids and times, compared with those that are kept there.\n',
);
console.log(
  markdown(
    [
      ['runtime', 'version', 'as expected', ''],
      ...rows.map(({ runtime, version, same, problem = '' }) => [runtime, version, `${same} of 5`, problem]),
    ],
    'llrl',
  ),
);
let isGreen = workflows === 5 && rows.every(({ problem }) => problem === undefined);
if (!process.argv.includes('--parity')) {
  const lines = [['', 'measured', 'promised', ''], ...measured(), ...(await killed())];
  console.log(`\n${markdown(lines, 'lrrl')}`);
  isGreen &&= lines.every(([, , , verdict]) => verdict !== 'no');
}
if (!isGreen) process.exitCode = 1;

/** Each in a process of its own: what one leaves behind is no part of the next. */
function measured() {
  const program = fileURLToPath(new URL('measure.mjs', import.meta.url));
  return ['concurrency', 'memory', 'node', 'off'].flatMap((name) => {
    const output = execFileSync(process.execPath, ['--expose-gc', program, name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(output.trim().split('\n').at(-1));
  });
}

async function killed() {
  const { kills, old, found, damaged } = await killedRuns(5);
  const isWhole = found === old;
  return [
    [
      `killed ${kills} times: events older than 200 ms that are in the file`,
      `${found.toLocaleString('en')} of ${old.toLocaleString('en')}`,
      'all',
      isWhole ? 'yes' : 'no',
    ],
    ['… lines cut by a kill', String(damaged), '', ''],
  ];
}
