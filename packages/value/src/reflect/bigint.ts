import { apply, bigIntAsIntN } from './natives.ts';

/** Printing a larger one takes longer than the digits are worth. */
const maxBits = 4096;
/** The digits that every number of so many bits has room for. */
const maxDigits = Math.floor((maxBits - 1) * Math.log10(2));

/** `10n`; the size of a number instead of its digits when there are too many. */
export function bigIntString(value: bigint): string {
  if (apply(bigIntAsIntN, undefined, [maxBits, value]) === value) return `${value}n`;
  return `[BigInt: more than ${maxDigits} digits]`;
}
