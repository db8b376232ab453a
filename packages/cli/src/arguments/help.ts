import type { Command, Flag } from './command.ts';
import type { Colors } from '../terminal/terminal.ts';

const helpFlag: Readonly<Record<string, Flag>> = { help: { about: 'print this help' } };

/** The help of one command. */
export function commandHelp(command: Command, colors: Colors): string {
  const flags = Object.entries({ ...command.flags, ...helpFlag });
  return sections([
    [`${command.summary}.`],
    [colors.bold('Usage'), `  ${command.usage}`],
    command.about,
    [colors.bold('Flags'), ...columns(flags.map(([name, flag]) => [flagUsage(name, flag), flag.about]))],
    [colors.bold('Examples'), ...columns(command.examples)],
    [colors.bold('Exit codes'), '  0 success, 1 problems found, 2 bad input'],
  ]);
}

/** The help of the program. */
export function programHelp(commands: readonly Command[], colors: Colors): string {
  return sections([
    ['Bud Track for everything that is not a bundler.'],
    [colors.bold('Usage'), '  bud <command> [files or folders] [flags]'],
    [colors.bold('Commands'), ...columns(commands.map(({ name, summary }) => [name, summary]))],
    [
      colors.bold('Flags'),
      ...columns([
        ['--help', 'print this help, or with a command the help of that command'],
        ['--version', 'print the version'],
      ]),
    ],
    [colors.bold('Examples'), ...columns(commands.flatMap(({ examples }) => examples.slice(0, 1)))],
  ]);
}

function flagUsage(name: string, { value }: Flag): string {
  return value === undefined ? `--${name}` : `--${name} <${value}>`;
}

function columns(rows: readonly (readonly [left: string, right: string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function sections(groups: readonly (readonly string[])[]): string {
  return `${groups.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
