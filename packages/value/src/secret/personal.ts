/**
 * Personal data in a string, found by its form and, where there is one, by its check digits. Nobody asks for it unless a
 * program does: what a model is told is full of names and numbers.
 */
import { redacted } from './policy.ts';

interface PersonalPattern {
  /** A sign without which there is none. */
  readonly sign: RegExp;
  readonly pattern: RegExp;
  /** Whether what was found is what it looks like. */
  readonly isReal?: (found: string) => boolean;
}

const patterns: readonly PersonalPattern[] = [
  // E-mail addresses. RFC 5321, without quoted local parts
  {
    sign: /@/,
    pattern:
      // `git@` is where a repository is, and nobody.
      /(?<![\w.%+/:-])(?!git@)[\w.%+-]{1,64}@(?:[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?\.)+[A-Za-z]{2,24}(?![\w-])/g,
  },
  // Bank accounts. ISO 13616
  {
    sign: /[A-Z]{2}\d{2}/,
    pattern: /(?<![\w-])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![\w-])/g,
    isReal: isIban,
  },
  // Payment cards. ISO/IEC 7812: the first digits of the networks, and a check digit
  {
    sign: /\d{4}/,
    pattern:
      /(?<![\w.-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\w-]|\.\d)|(?<![\w.-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\w-]|\.\d)/g,
    isReal: isCard,
  },
  // Telephone numbers: international ones begin with a plus sign (E.164); North American ones have their brackets or dashes
  {
    sign: /\+\d|\d{3}[-. ]\d{4}/,
    pattern:
      /(?<![\w+.-])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?!\w)|(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-]|\.\d)/g,
  },
];

/**
 * The string without e-mail addresses, card numbers, IBANs and telephone numbers.
 *
 * @example
 * hidePersonalData('Write to ada@example.com'); // 'Write to [REDACTED]'
 */
export function hidePersonalData(string: string): string {
  return patterns.reduce(
    (shown, { sign, pattern, isReal }) =>
      sign.test(shown) ? shown.replace(pattern, (found) => (isReal?.(found) === false ? found : redacted)) : shown,
    string,
  );
}

/** Every second digit from the right is doubled; the sum of all digits is a multiple of ten. ISO/IEC 7812-1, Luhn */
function isCard(found: string): boolean {
  const digits = Array.from(found.replace(/\D/g, '')).toReversed().map(Number);
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = digits.reduce(
    (total, digit, index) => total + (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)),
    0,
  );
  return sum % 10 === 0;
}

/** The first four characters at the end, letters as numbers from 10: the whole leaves 1 when divided by 97. ISO 13616 */
function isIban(found: string): boolean {
  const compact = found.replaceAll(' ', '');
  if (compact.length < 15 || compact.length > 34) return false;
  const moved = compact.slice(4) + compact.slice(0, 4);
  const remainder = Array.from(moved).reduce((rest, character) => {
    const value = Number.parseInt(character, 36);
    return (rest * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);
  return remainder === 1;
}
