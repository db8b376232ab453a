import { isNonEmptyString, isStringList, secretNames, type Accepted } from '@bud/value/compiler';

export const stringList: Accepted = { words: 'a list of strings', admits: isStringList };

/** As marks and JSON have them, where a pattern is a string as well. */
export const namesAndPatterns: Accepted = {
  ...secretNames,
  words: 'a list of names and patterns, such as "patient" and "/^x-internal-/i"',
};

export const globs: Accepted = {
  words: 'a glob or a list of globs',
  admits(value) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.length > 0 && list.every(isNonEmptyString);
  },
};
