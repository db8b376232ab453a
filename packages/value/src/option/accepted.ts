/** What an option or a key accepts: a test, and the words in which a message says so. */
export interface Accepted {
  /** As they end the sentence `"maxDepth" must be …`. */
  readonly words: string;
  readonly admits: (value: unknown) => boolean;
  /** All that it admits, where that is a few strings. */
  readonly values?: readonly string[];
}

export const aBoolean: Accepted = { words: 'true or false', admits: (value) => typeof value === 'boolean' };

export const aString: Accepted = { words: 'a non-empty string', admits: isNonEmptyString };

export const aFunction: Accepted = { words: 'a function', admits: (value) => typeof value === 'function' };

export const aCount: Accepted = {
  words: 'a whole number of at least 0',
  admits: (value) => Number.isInteger(value) && Number(value) >= 0,
};

export function oneOf(values: readonly string[]): Accepted {
  return { words: `one of ${values.join(', ')}`, admits: (value) => values.includes(value as string), values };
}

/** Whether a value is a string that is not empty. */
export function isNonEmptyString(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Whether a value is a list of strings; `''` may be among them. */
export function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
