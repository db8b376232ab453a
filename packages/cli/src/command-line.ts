/**
 * One run of `bud`:
 *
 *   bud.ts ─▶ command-line ─▶ arguments/    flags and paths, or help
 *                          └▶ commands/     a file per command: its help, and what it does
 *                               ├─▶ input/                        the project, the files, the maps that they came with
 *                               └─▶ instrument/ list/ explain/ doctor/ run/ flow/ view/ attach/  what the command makes of them
 *   terminal/ ◀─ results, problems; the exit code that they ask for
 *   what the user got wrong ─▶ one line of what, where and what to do
 */
import { ConfigError, versionOf } from '@bud/project';
import { closest, OptionsError } from '@bud/transform';

import { readArguments } from './arguments/read-arguments.ts';
import { BadInput } from './arguments/bad-input.ts';
import type { Call, Command } from './arguments/command.ts';
import { exitCodes, type ExitCode } from './terminal/exit-code.ts';
import { attachCommand } from './commands/attach.ts';
import { diffCommand } from './commands/diff.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { commandHelp, programHelp } from './arguments/help.ts';
import { instrumentCommand } from './commands/instrument.ts';
import { listCommand } from './commands/list.ts';
import { recordingCommand } from './commands/record.ts';
import { replayingCommand } from './commands/replay.ts';
import { mcpCommand } from './commands/mcp.ts';
import { flowCommand } from './commands/flow.ts';
import { topCommand } from './commands/top.ts';
import { viewCommand } from './commands/view.ts';

const commands: readonly Command[] = [
  instrumentCommand,
  listCommand,
  explainCommand,
  doctorCommand,
  recordingCommand,
  replayingCommand,
  diffCommand,
  flowCommand,
  viewCommand,
  mcpCommand,
  attachCommand,
  topCommand,
];

/** What a command is given besides its arguments: terminal, working folder and environment variables. */
export type Shell = Omit<Call, 'paths' | 'behind' | 'flags'>;

/**
 * Runs `bud` with the arguments after its name and gives its exit code: 0 fine, 1 problems found, 2 bad input. Throws
 * only for mistakes of its own.
 *
 * @example
 * process.exitCode = await runCommandLine(['instrument', 'dist'], { terminal, folder: process.cwd(), environment: process.env });
 */
export async function runCommandLine(written: readonly string[], shell: Shell): Promise<ExitCode> {
  const { terminal } = shell;
  try {
    return await dispatch(written, shell);
  } catch (error) {
    const message = badInputMessage(error);
    if (message === null) throw error;
    terminal.err.write(`${terminal.errColors.red('error')} ${message}\n`);
    return exitCodes.badInput;
  }
}

/** What is wrong and what to do; `null` for what no user can have caused. */
function badInputMessage(error: unknown): string | null {
  if (error instanceof BadInput) return `${error.message}. ${error.remedy}`;
  if (error instanceof ConfigError) return error.message;
  return error instanceof OptionsError ? `${error.message} The guide to options describes each of them.` : null;
}

async function dispatch(written: readonly string[], shell: Shell): Promise<ExitCode> {
  const { out, outColors } = shell.terminal;
  const [name = '', ...rest] = written;
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined && name !== '' && !name.startsWith('-') && name !== 'help') throw unknownCommand(name);
  const { paths, behind, flags } = readArguments(command === undefined ? written : rest, command);
  if (flags.has('version')) {
    out.write(`${versionOf(import.meta.url)}\n`);
  } else if (flags.has('help') || command === undefined) {
    const asked = command ?? commands.find((candidate) => candidate.name === paths[1]);
    out.write(asked === undefined ? programHelp(commands, outColors) : commandHelp(asked, outColors));
    // `bud` alone asks for nothing: a script that meant something should notice.
    return written.length === 0 ? exitCodes.badInput : exitCodes.fine;
  } else {
    return await command.run({ ...shell, paths, behind, flags });
  }
  return exitCodes.fine;
}

function unknownCommand(name: string): BadInput {
  const meant = closest(
    name,
    commands.map((command) => command.name),
  );
  const names = commands.map((command) => command.name).join(', ');
  return new BadInput(
    `unknown command "${name}"`,
    meant === null ? `The commands are ${names}; see \`bud --help\`.` : `Did you mean \`bud ${meant}\`?`,
  );
}
