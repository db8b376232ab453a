import { isNameOrPattern } from '@bud/value';

/** What an option or a key accepts: a test, and the words in which a message says so. */
export interface Accepted {
  readonly words: string;
  readonly admits: (value: unknown) => boolean;
  /** All that it admits, where that is a few strings. */
  readonly values?: readonly string[];
}

export const aBoolean: Accepted = {
  words: 'true or false',
  admits: (value) => typeof value === 'boolean',
  values: ['true', 'false'],
};

export const aString: Accepted = { words: 'a string', admits: (value) => typeof value === 'string' };

export const aCount: Accepted = {
  words: 'a whole number of at least 0',
  admits: (value) => Number.isInteger(value) && Number(value) >= 0,
};

export const strings: Accepted = { words: 'a list of strings', admits: isStringList };

export const namesAndPatterns: Accepted = {
  words: 'a list of names and patterns, such as "patient" and "/^x-internal-/i"',
  admits: (value) => Array.isArray(value) && value.every(isNameOrPattern),
};

export function oneOf(...accepted: readonly string[]): Accepted {
  return {
    words: `one of ${accepted.join(', ')}`,
    admits: (value) => typeof value === 'string' && accepted.includes(value),
    values: accepted,
  };
}

export function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
