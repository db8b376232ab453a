import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diffTraces, type Trace, type TraceDiff } from '@bud/trace';
import { emptyFixture, readExchanges, readTrace } from '../wire/fixture.ts';
import { hideInWords } from '../wire/hide.ts';
import { UnrecordedRequestError } from '../wire/nearest.ts';

/** How a command is run. */
export interface CommandOptions {
  /** Where; the folder of this process when absent. */
  readonly cwd?: string;
  /** Added to the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** True shows what it prints also here; false when absent. */
  readonly isShown?: boolean;
}

/** What became of a command. */
export interface CommandRun {
  /** 1 when a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it did, in all its processes. */
  readonly trace: Trace;
}

/** What became of a command that was recorded. */
export interface RecordedCommand extends CommandRun {
  /** How many requests were recorded. */
  readonly requests: number;
}

/** What became of a command that was played. */
export interface ReplayedCommand extends CommandRun {
  /** Against the recorded run. */
  readonly diff: TraceDiff;
  /** What the recorded run ended with. */
  readonly recordedExitCode: number;
}

/**
 * Runs a command, and writes a fixture as `record` does, of all Node and Bun processes in it, with the command itself
 * (`command.json`). Rejects when the command cannot be started.
 *
 * @example
 * import { recordCommand } from '@bud/testing/replay';
 *
 * const { exitCode, requests } = await recordCommand('fixtures/hello', ['node', '--print', '"Hello"']);
 * [exitCode, requests]; // [0, 0]
 */
export async function recordCommand(
  folder: string,
  command: readonly string[],
  options: CommandOptions = {},
): Promise<RecordedCommand> {
  emptyFixture(folder);
  // The folder is empty: processes beside each other add to it.
  const run = await runCommand(command, { BUD_RECORD: resolve(folder), BUD_RECORD_BEGUN: '1' }, options);
  const recorded: RecordedRun = { command: hideInWords(command), exitCode: run.exitCode };
  writeFileSync(commandFile(folder), `${JSON.stringify(recorded, null, 2)}\n`);
  return { ...run, trace: readTrace(folder), requests: readExchanges(folder).length };
}

/**
 * Runs a command again as it was recorded, or another one, and answers its requests from the fixture. Rejects with an
 * `UnrecordedRequestError` when it asked anything else, and with an `Error` when no command was recorded or it cannot be started.
 *
 * @example
 * import { recordCommand, replayCommand } from '@bud/testing/replay';
 *
 * await recordCommand('fixtures/hello', ['node', '--print', '"Hello"']);
 * const { stdout, diff } = await replayCommand('fixtures/hello');
 * [stdout, diff.isEqual]; // ['Hello\n', true]
 */
export async function replayCommand(
  folder: string,
  command?: readonly string[],
  options: CommandOptions = {},
): Promise<ReplayedCommand> {
  const recorded = recordedCommand(folder);
  const results = mkdtempSync(join(tmpdir(), 'bud-replay-'));
  try {
    const source = { BUD_REPLAY: resolve(folder), BUD_REPLAY_RESULTS: results };
    const run = await runCommand(command ?? recorded.command, source, options);
    const failures = join(results, 'failures.json');
    if (existsSync(failures)) throw new UnrecordedRequestError(firstOf(readFileSync(failures, 'utf8')));
    const trace = readTrace(results);
    return { ...run, trace, diff: diffTraces(readTrace(folder), trace), recordedExitCode: recorded.exitCode };
  } finally {
    rmSync(results, { recursive: true });
  }
}

interface RecordedRun {
  readonly command: readonly string[];
  readonly exitCode: number;
}

function recordedCommand(folder: string): RecordedRun {
  if (!existsSync(commandFile(folder)))
    throw new Error(`${folder} holds no recorded command. Record one: bud record --out ${folder} -- <command>`);
  // Proof of the cast: `recordCommand` has written it.
  return JSON.parse(readFileSync(commandFile(folder), 'utf8')) as RecordedRun;
}

function firstOf(failures: string): string {
  const [first = ''] = JSON.parse(failures) as readonly string[];
  return first;
}

function commandFile(folder: string): string {
  return join(folder, 'command.json');
}

/** All Node and Bun processes below it load `record`, which reads what to do from the variables. */
async function runCommand(
  [name = '', ...words]: readonly string[],
  task: Readonly<Record<string, string>>,
  { cwd, env, isShown = false }: CommandOptions,
): Promise<Omit<CommandRun, 'trace'>> {
  const entry = createRequire(import.meta.url).resolve('@bud/testing/record');
  const given = { ...process.env, ...env };
  const child = spawn(name, words, {
    cwd,
    stdio: ['inherit', 'pipe', 'pipe'],
    env: {
      ...given,
      ...task,
      NODE_OPTIONS: `${given['NODE_OPTIONS'] ?? ''} --import=${pathToFileURL(entry).href}`.trim(),
      BUN_OPTIONS: `${given['BUN_OPTIONS'] ?? ''} --preload=${entry}`.trim(),
    },
  });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text;
      if (isShown) process[stream].write(text);
    });
  return await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ exitCode: code ?? 1, ...printed }));
  });
}
