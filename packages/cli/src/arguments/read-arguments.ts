/**
 * What was written after `bud`:
 *
 *   instrument dist --out tracked ─▶ read-arguments ─▶ paths, and flags that the command has
 *   command         what a command is: its name, its flags, its examples, and what it does
 *     └─▶ help      printed from these, for one command or for all
 *   a flag that no command has, or without its value ─▶ bad-input    says what to write instead; nothing is done
 */
import { parseArgs } from 'node:util';

import { closest } from '@bud/transform';

import { BadInput } from './bad-input.ts';
import type { Call, Command, Flag } from './command.ts';

/** Flags that stand alone and end the command. */
const endings: Readonly<Record<string, Flag>> = { help: { about: '' }, version: { about: '' } };
const shorts: Readonly<Record<string, string>> = { help: 'h', version: 'v' };

/** Reads what follows the command's name. Throws {@link BadInput} for flags that the command does not have. */
export function readArguments(
  written: readonly string[],
  command: Command | undefined,
): Pick<Call, 'paths' | 'behind' | 'flags'> {
  const known = { ...command?.flags, ...endings };
  const { tokens } = parseArgs({
    args: [...written],
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(name in shorts && { short: shorts[name] }) },
      ]),
    ),
    // What is wrong is said here, with a suggestion.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const paths: string[] = [];
  const terminator = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? Infinity;
  const behind: string[] = [];
  const flags = new Map<string, string | true>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      paths.push(token.value);
      if (token.index > terminator) behind.push(token.value);
    }
    if (token.kind !== 'option') continue;
    const flag = flagOf(token.name, token.rawName, known, command);
    // `--out --check` leaves out a value; a path that begins with a dash is written --out=-path.
    const isNext = token.inlineValue !== true && token.value?.startsWith('-') === true;
    flags.set(token.name, flagValue(token.rawName, isNext ? undefined : token.value, flag));
  }
  return { paths, behind, flags };
}

function flagOf(name: string, written: string, known: Readonly<Record<string, Flag>>, command?: Command): Flag {
  const flag = Object.hasOwn(known, name) ? known[name] : undefined;
  if (flag !== undefined) return flag;
  const meant = closest(name, Object.keys(known));
  const help = `bud${command === undefined ? '' : ` ${command.name}`} --help`;
  throw new BadInput(
    `unknown flag \`${written}\``,
    meant === null ? `See \`${help}\` for the list of flags.` : `Did you mean \`--${meant}\`? See \`${help}\`.`,
  );
}

function flagValue(written: string, value: string | undefined, flag: Flag): string | true {
  if (flag.value === undefined) {
    if (value !== undefined) throw new BadInput(`\`${written}\` takes no value`, `Write \`${written}\` alone.`);
    return true;
  }
  if (value === undefined || value === '') {
    throw new BadInput(
      `\`${written}\` needs ${/^[aeiou]/.test(flag.value) ? 'an' : 'a'} ${flag.value}`,
      `Write \`${written} <${flag.value}>\`.`,
    );
  }
  return value;
}
