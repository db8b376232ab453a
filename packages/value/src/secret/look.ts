/** Whether a string, by itself, looks as secrets do: one long word that no language has. */

const shortest = 8;
/** Longer strings are not keys; and whoever asks about one pays for so many characters only. */
const longest = 4096;

const printable = /^[!-~]+$/;
// Code, templates and placeholders: `getToken()`, `${TOKEN}`, `<token>`.
const isCode = /[(){}<>"'`|\\\s]/;
const isAddress =
  /:\/\/|^(?:~|\.{0,2}|[A-Za-z]:)[/\\][\w.@ -]+(?:[/\\][\w.@-]+)*[/\\]?$|^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/;
const isNumeric = /^[\d.,:;+TZ/_-]+$/;

/** Ids and digests: UUIDs, ULIDs, hexadecimal digests with or without their algorithm, integrity of lockfiles. */
const isIdentity =
  /^(?:\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?|[\dA-HJKMNP-TV-Z]{26}|(?:W\/)?(?:[\w-]+[:=-])?[\da-f]{6,128}|sha\d+[-:][\w+/=-]+|.*\.\w{1,5}|[^+=]*[/:][^+=]*)$/i;

// `user1`, `Agent`, `URL`, `42`: what words and numbers are made of. A number at the end belongs to its word.
const word = /(?:[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z])(?:\d+(?![A-Za-z\d]))?|\d+/g;
const segment = /[A-Za-z\d]+/g;
const digitInside = /\d(?=[A-Za-z])/g;
const symbol = /[!@#$%^&*?+=]/g;
// `pw123456`
const hasManyDigits = /^(?=.*[A-Za-z])(?:[A-Za-z]*\d){4,}[A-Za-z]*$/;

/**
 * Letters and digits take turns in secrets and not in words; `isLabel` says that ids and digests are not secrets here.
 *
 * @example
 * looksSecret('Zq9x7Kv2Lm4T', false); // true
 * looksSecret('text-embedding-3-small', false); // false
 */
export function looksSecret(value: string, isLabel: boolean): boolean {
  const { length } = value;
  if (length < shortest || length > longest || !printable.test(value)) return false;
  if (isCode.test(value) || isAddress.test(value) || isNumeric.test(value)) return false;
  if (isLabel && isIdentity.test(value)) return false;
  const segments = value.match(segment) ?? [];
  const size = segments.join('').length;
  if (size < shortest - 2) return false;
  const turns = count(value, word) - segments.length + (isLabel ? 0 : count(value, symbol));
  return (
    (turns >= 3 && turns * 10 >= size * 3) ||
    segments.some((part) => part.length >= 16 && count(part, digitInside) >= 2) ||
    (!isLabel && hasManyDigits.test(value))
  );
}

function count(value: string, pattern: RegExp): number {
  return value.match(pattern)?.length ?? 0;
}
