/**
 * What is said of options that cannot be used, in the same words at build time and at run time:
 *
 *   options that a program wrote ─┐
 *   accepted   what each may be  ─┴─▶ optionMistakes ─▶ "maxDepth" must be a whole number of at least 0, not -1
 *                                                    ─▶ unknown option "size" (accepted: maxDepth, maxLength)
 *
 * Who can spell gives another hint: `unknown option "maxDeph" (did you mean "maxDepth"?)`. That takes a library; the
 * recorder and the wrapper, whose bytes programs ship, list the accepted names.
 */
import type { Accepted } from './accepted.ts';

/** What to write instead of a name that no option has; undefined lists the accepted ones. */
export type Hint = (written: string, accepted: readonly string[]) => string | undefined;

/** Every mistake in options, a clause each; undefined counts as absent. */
export function optionMistakes(
  options: object,
  accepted: Readonly<Record<string, Accepted>>,
  hint?: Hint,
): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const one = Object.hasOwn(accepted, name) ? accepted[name] : undefined;
    return one ? valueMistakes(name, value, one) : unknownOption(name, Object.keys(accepted), hint);
  });
}

/** What is wrong with a value, if anything is; `where` is the path of its option. */
export function valueMistakes(where: string, value: unknown, { admits, words }: Accepted): readonly string[] {
  return admits(value) ? [] : [`"${where}" must be ${words}, not ${describeValue(value)}`];
}

export function unknownOption(name: string, accepted: readonly string[], hint?: Hint): string {
  return `unknown option "${name}" (${hint?.(name, accepted) ?? `accepted: ${accepted.join(', ')}`})`;
}

/** A value for a message: what it is, and what it holds where that is short. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describeValue).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
