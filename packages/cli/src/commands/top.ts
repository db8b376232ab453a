import { BadInput } from '../arguments/bad-input.ts';
import type { Call, Command } from '../arguments/command.ts';
import { wishFlags } from '../attach/wishes.ts';
import { countUntilStopped } from '../attach/counting.ts';
import type { ExitCode } from '../terminal/exit-code.ts';

/** `bud top`: how often, how long and how badly the functions of a process run. */
export const topCommand: Command = {
  name: 'top',
  summary: 'Shows which functions of a running process are called how often, how long they take, and how they fail',
  usage: 'bud top <process or inspector> [flags]',
  about: [
    'Counts the calls of a program that was built with Bud Track, and reads none of their arguments. On a terminal the table is',
    'live: c, p, s, e and n sort by calls, p99, self time, errors and name; up and down choose a function, Enter shows its',
    'last calls with their arguments, Escape goes back, q ends. Elsewhere the table is printed at the end.',
  ],
  flags: wishFlags,
  examples: [
    ['bud top 4711', 'the functions of a process, live'],
    ['bud top 4711 --for 10s > top.txt', 'those of the last ten seconds, as text'],
  ],
  run: runTop,
};

async function runTop(call: Call): Promise<ExitCode> {
  const [address] = call.paths;
  if (address === undefined)
    throw new BadInput('`bud top` needs a process', 'Write `bud top 4711`; `bud attach` lists the processes.');
  return await countUntilStopped(call, address);
}
