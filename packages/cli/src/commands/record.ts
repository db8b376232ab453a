import { resolve } from 'node:path';
import { BadInput } from '../arguments/bad-input.ts';
import type { Call, Command } from '../arguments/command.ts';
import { givenOf, loadReplay } from '../run/load-replay.ts';
import { writeTest } from '../run/written-test.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';

export const recordingCommand: Command = {
  name: 'record',
  summary: 'Runs a program, and records what it asks over HTTP beside its trace',
  usage: 'bud record [flags] -- <command>',
  about: [
    'Each Node or Bun process of the command is recorded: requests by fetch, node:http and node:https with their answers, chunk by',
    'chunk, and the trace, both without secrets. `bud replay` runs it again from there, without the network. Needs @bud/testing.',
  ],
  flags: {
    out: { value: 'folder', about: 'record into this folder; fixtures/<name of the test>, else fixtures/recorded' },
    'as-test': { value: 'name', about: 'write <name>.test.mjs, which plays the recording' },
  },
  examples: [
    ['bud record -- npm start', 'fixtures/recorded, with wire.jsonl, trace.jsonl and command.json'],
    ['bud record --as-test answer -- node dist/main.js', 'the same in fixtures/answer, and a test of it'],
  ],
  run: runRecord,
};

async function runRecord({ paths: command, flags, folder, terminal, environment }: Call): Promise<ExitCode> {
  if (command.length === 0) throw new BadInput('there is no command to record', 'Write `bud record -- node main.js`.');
  const test = flags.get('as-test');
  const out = flags.get('out') ?? `fixtures/${test ?? 'recorded'}`;
  const replaying = await loadReplay(folder);
  const { exitCode, requests, trace } = await replaying.recordCommand(resolve(folder, String(out)), command, {
    cwd: folder,
    env: givenOf(environment),
    isShown: true,
  });
  const { err, errColors } = terminal;
  err.write(`${errColors.green('recorded')} ${requests} requests and ${trace.spans.length} spans in ${out}\n`);
  if (requests === 0 && trace.spans.length === 0)
    err.write(`${errColors.yellow('warning')} the command made no request and no span; is it a Node or Bun program?\n`);
  if (typeof test === 'string') err.write(`${errColors.green('wrote')} ${writeTest(test, String(out), folder)}\n`);
  return exitCode === 0 ? exitCodes.fine : exitCodes.problems;
}
