import type { InstrumentOptions } from './options.ts';
import { oneLetterAway } from './spelling.ts';
import { almostKnownType, isKnownType } from './type.ts';

/**
 * What the environment variable `BUD_TRACK` says: `off`, `0` and `false` switch the compiler off, `on`, `1`, `true` and
 * nothing leave it on, anything else is a list of types.
 *
 * @example
 * modeOf('llm,tool'); // { mode: 'on', types: ['llm', 'tool'] }
 */
export function modeOf(selection: string | undefined): Pick<InstrumentOptions, 'mode' | 'types'> {
  const value = selection?.trim() ?? '';
  if (/^(?:off|0|false)$/i.test(value)) return { mode: 'off' };
  if (value === '' || /^(?:on|1|true)$/i.test(value)) return {};
  return {
    mode: 'on',
    types: value
      .split(',')
      .map((type) => type.trim())
      .filter((type) => type !== ''),
  };
}

/** Other words for the two switches; as types they would select nothing, and so strip everything. */
const switchWords: Readonly<Record<string, 'on' | 'off'>> = {
  '': 'off',
  '*': 'on',
  all: 'on',
  disable: 'off',
  disabled: 'off',
  enable: 'on',
  enabled: 'on',
  f: 'off',
  n: 'off',
  never: 'off',
  no: 'off',
  none: 'off',
  // As scripts write a variable that is not set.
  null: 'on',
  t: 'on',
  undefined: 'on',
  y: 'on',
  yes: 'on',
};

/** What separates words besides commas, and what shells leave around them: `set BUD_TRACK="off"` in Windows. */
const around = /[\s;|+&"'`()[\]{}]+/;

/**
 * What was probably meant by a selected type: a switch, a known type, or several that are not separated by commas. `null`
 * for known types, and for words that may be a type of the project's own.
 *
 * @example
 * meantSelection('lmm'); // 'llm'
 * meantSelection('"off"'); // 'off'
 */
export function meantSelection(type: string): string | null {
  if (isKnownType(type)) return null;
  const words = type.split(around).filter((each) => each !== '');
  if (words.length > 1) return words.join(',');
  const word = (words[0] ?? '').toLowerCase();
  if (word !== type.toLowerCase()) return meantSelection(word) ?? word;
  const meant = Object.hasOwn(switchWords, word) ? switchWords[word] : null;
  return meant ?? almostKnownType(type) ?? oneLetterAway(word, ['off', 'on', 'false', 'true']);
}
