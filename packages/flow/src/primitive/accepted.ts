import { optionMistakes, type Accepted } from '@bud/value';

/** A number of at least 0, also without end. */
export const anAmount: Accepted = {
  words: 'a number of at least 0',
  admits: (value) => typeof value === 'number' && value >= 0,
};

/** How many there are; never none. */
export const howMany: Accepted = {
  words: 'a whole number of at least 1, or Infinity',
  admits: (value) => value === Infinity || (Number.isInteger(value) && Number(value) >= 1),
};

/** A share of something. */
export const aShare: Accepted = {
  words: 'a number from 0 to 1',
  admits: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};

/** The same options. Throws a `TypeError` that lists every mistake in them. */
export function checked<Options extends object>(
  primitive: string,
  options: Options,
  accepted: Readonly<Record<keyof Options & string, Accepted>>,
): Options {
  const mistakes = optionMistakes(options, accepted);
  if (mistakes.length > 0) throw new TypeError(`${primitive}(): ${mistakes.join('; ')}.`);
  return options;
}
