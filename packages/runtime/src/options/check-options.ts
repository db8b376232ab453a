import { isNameOrPattern } from '@bud/value';

/** What an option accepts, and how that is said to whoever passed something else. */
export type Check = readonly [accepts: (value: unknown) => boolean, accepted: string];

export const flag: Check = [(value) => typeof value === 'boolean', 'true or false'];
export const count: Check = [(value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number of at least 0'];

/** Of secrets: a function that cannot read one must not go on without it. */
export const namesAndPatterns: Check = [
  (value) => Array.isArray(value) && value.every(isNameOrPattern),
  'a list of strings and regular expressions',
];

/**
 * Checks the options that a program passed to a function; undefined counts as absent. Throws a `TypeError` that lists
 * every mistake.
 */
export function checkOptions(caller: string, options: object, checks: Readonly<Record<string, Check>>): void {
  const mistakes = Object.entries(options).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (check === undefined) return `unknown option "${key}" (accepted: ${Object.keys(checks).join(', ')})`;
    const [accepts, accepted] = check;
    return accepts(value) ? [] : `"${key}" must be ${accepted}, not ${describeOption(value)}`;
  });
  throwMistakes(caller, mistakes);
}

/** Throws a `TypeError` if there are mistakes. */
export function throwMistakes(caller: string, mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new TypeError(`${caller}() options: ${mistakes.join('; ')}.`);
}

/** A value for an error message: what it is, and what it holds where that is short. */
export function describeOption(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describeOption).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
