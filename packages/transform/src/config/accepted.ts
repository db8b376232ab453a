/** What an option or a key accepts: a test, and the words in which a message says so. */
export interface Accepted {
  readonly words: string;
  readonly admits: (value: unknown) => boolean;
}

export const aBoolean: Accepted = { words: 'true or false', admits: (value) => typeof value === 'boolean' };

export const aText: Accepted = { words: 'a text', admits: (value) => typeof value === 'string' };

export const texts: Accepted = { words: 'a list of texts', admits: isTextList };

export function oneOf(...accepted: readonly string[]): Accepted {
  return {
    words: `one of ${accepted.join(', ')}`,
    admits: (value) => typeof value === 'string' && accepted.includes(value),
  };
}

export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
