import type { AttachOptions } from '@bud/attach';
import { BadInput } from '../arguments/bad-input.ts';
import type { Call, Command } from '../arguments/command.ts';

type Flags = Call['flags'];

/** The flags that say which functions are meant, and for how long. */
export const wishFlags: Command['flags'] = {
  only: { value: 'glob', about: 'only functions of this name, as in `Agent.*`' },
  file: { value: 'glob', about: 'only functions of these files' },
  type: { value: 'types', about: 'only functions of these types, as in `llm,tool`' },
  for: { value: 'time', about: 'end after that long, as in `30s` or `5m`' },
};

/** What is to be recorded, by the flags of `bud attach`. */
export function attachOptions(flags: Flags): AttachOptions {
  const list = (name: string): readonly string[] => [flags.get(name)].filter((value) => typeof value === 'string');
  const maxSpans = countOf(flags, 'max-spans');
  const maxPerSecond = countOf(flags, 'max-per-second');
  return {
    only: list('only'),
    files: list('file'),
    types: list('type').flatMap((types) => types.split(',')),
    ...(maxSpans !== undefined && { maxSpans }),
    ...(maxPerSecond !== undefined && { maxPerSecond }),
  };
}

function countOf(flags: Flags, name: string): number | undefined {
  const written = flags.get(name);
  if (typeof written !== 'string') return undefined;
  if (/^[1-9]\d*$/.test(written)) return Number(written);
  throw new BadInput(`\`--${name}\` takes a whole number, not "${written}"`, `Write \`--${name} 1000\`.`);
}

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `30s`, `100ms`, `5m` in milliseconds; undefined where the flag is not given. */
export function durationMsOf(flags: Flags, name: string): number | undefined {
  const written = flags.get(name);
  if (typeof written !== 'string') return undefined;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(written) ?? [];
  const unitMs = unitsMs[unit];
  if (unitMs !== undefined) return Number(number) * unitMs;
  throw new BadInput(
    `\`--${name}\` takes a time, not "${written}"`,
    `Write \`--${name} 30s\`; the units are ms, s, m, h.`,
  );
}
