import { attachUntilStopped } from '../attach/attaching.ts';
import { wishFlags } from '../attach/wishes.ts';
import { printProcesses } from '../attach/processes.ts';
import type { Call, Command } from '../arguments/command.ts';
import type { ExitCode } from '../terminal/exit-code.ts';

/** `bud attach`: the calls of a process that runs. */
export const attachCommand: Command = {
  name: 'attach',
  summary: 'Shows the calls of a running process, without a restart, and leaves nothing behind',
  usage: 'bud attach [process or inspector] [flags]',
  about: [
    'Turns recording on in a program that was built with Bud Track, by the number of its process or the address of its inspector,',
    'and off again at the end, with Ctrl+C, or two seconds after `bud` was killed. Secrets are hidden in the process, before',
    'anything leaves it. Without a process it lists those of this user, and signals none of them.',
  ],
  flags: {
    ...wishFlags,
    'max-spans': { value: 'number', about: 'end after so many spans; 10,000 by default' },
    'max-per-second': { value: 'number', about: 'leave out calls beyond so many in a second; 1,000 by default' },
    slower: { value: 'time', about: 'show only traces in which a call took at least that long, as in `100ms`' },
    errors: { about: 'show only traces in which a call failed' },
    out: { value: 'file', about: 'write the spans into this file, as OTLP/JSON lines, instead of printing them' },
    view: { about: 'show the spans in a browser' },
    otlp: { value: 'url', about: 'send the spans to this receiver, as OTLP over HTTP' },
  },
  examples: [
    ['bud attach', 'the processes that can be attached to'],
    ['bud attach 4711', 'the calls of one, as trees'],
    ["bud attach 4711 --only 'Agent.*' --for 30s", 'some of them, for a while'],
    ['bud attach 127.0.0.1:9229 --errors', 'what fails, through an inspector that is open'],
  ],
  run: runAttach,
};

async function runAttach(call: Call): Promise<ExitCode> {
  const [address] = call.paths;
  return address === undefined ? await printProcesses(call) : await attachUntilStopped(call, address);
}
