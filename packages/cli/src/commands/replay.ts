import { resolve } from 'node:path';
import { BadInput } from '../arguments/bad-input.ts';
import type { Call, Command } from '../arguments/command.ts';
import { coloredDiff } from '../run/colored-diff.ts';
import { givenOf, loadReplay } from '../run/load-replay.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';

export const replayingCommand: Command = {
  name: 'replay',
  summary: 'Runs a program again, and answers its requests from a recording',
  usage: 'bud replay <folder> [-- <command>]',
  about: [
    'Nothing reaches the network. A request that was not recorded fails, and is shown beside the nearest recorded one. At the end it',
    'shows how the trace differs from the recorded one. Without a command it is the recorded one. Needs @bud/testing.',
  ],
  flags: {},
  examples: [
    ['bud replay fixtures/recorded', 'the recorded command'],
    ['bud replay fixtures/recorded -- node dist/main.js', 'another one, with the same answers'],
  ],
  run: runReplay,
};

async function runReplay({ paths, folder, terminal, environment }: Call): Promise<ExitCode> {
  const [fixture, ...command] = paths;
  if (fixture === undefined)
    throw new BadInput('there is no recording to play', 'Write `bud replay fixtures/recorded`.');
  const replaying = await loadReplay(folder);
  const { err, errColors } = terminal;
  try {
    const options = { cwd: folder, env: givenOf(environment), isShown: true };
    const given = command.length === 0 ? undefined : command;
    const { exitCode, recordedExitCode, diff } = await replaying.replayCommand(
      resolve(folder, fixture),
      given,
      options,
    );
    if (exitCode !== recordedExitCode)
      err.write(`${errColors.red('differs')} exit code ${exitCode}; it was ${recordedExitCode} when it was recorded\n`);
    if (!diff.isEqual)
      err.write(`${errColors.red('differs')} from what was recorded:\n\n${coloredDiff(diff, errColors)}\n`);
    if (!diff.isEqual || exitCode !== recordedExitCode) return exitCodes.problems;
    err.write(`${errColors.green('the same')} as what was recorded\n`);
    return exitCodes.fine;
  } catch (error) {
    if (!(error instanceof Error) || error instanceof BadInput) throw error;
    err.write(`${errColors.red('error')} ${error.message}\n`);
    return exitCodes.problems;
  }
}
