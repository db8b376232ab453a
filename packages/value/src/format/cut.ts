import type { SecretPolicy } from '../secret/policy.ts';
import { longestSecret } from '../secret/string.ts';

// A surrogate that stands alone: half a character, which is not valid UTF-8 on the way to a backend.
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const anySurrogate = /[\ud800-\udfff]/;

/** The string with U+FFFD in place of surrogates that stand alone, as `toWellFormed` of newer engines does it. */
export function wellFormed(string: string): string {
  return anySurrogate.test(string) ? string.replace(lone, '\ufffd') : string;
}

/** Of strings that are cut to less, the beginning shows and not both ends. */
const shortestEnd = 32;

/**
 * A string of the program without the secrets in it, cut in the middle to at most `max` UTF-16 units.
 *
 * Of a long string only what can show is looked through, and a secret's length beyond, so that none shows by half.
 *
 * @example
 * shownString('a'.repeat(60), 30, secrets); // 'aaaaaaaaaa…[41 more]…aaaaaaaaa'
 */
export function shownString(text: string, max: number, secrets: SecretPolicy): string {
  const window = Math.max(Math.ceil(max / 2), shortestEnd) + longestSecret;
  if (text.length <= 2 * window) return cutMiddle(secrets.hideIn(text), max);
  // What is beyond never shows, not even where what was hidden has left room for it.
  const head = secrets.hideIn(text.slice(0, window), true).slice(0, -longestSecret);
  const tail = secrets.hideIn(text.slice(-window), false, true).slice(longestSecret);
  return joined(head, tail, text.length, max);
}

/** Cuts a string that has no secrets in it. */
export function cutMiddle(text: string, max: number): string {
  return text.length <= max ? text : joined(text, text, text.length, max);
}

/** The beginning of one string and the end of another, around how much of `length` is missing. */
function joined(head: string, tail: string, length: number, max: number): string {
  const room = max - `…[${length} more]…`.length;
  if (room < 2) return max < 1 ? '' : `${beginning(head, max - 1)}…`;
  const start = beginning(head, Math.ceil(room / 2));
  const end = tail.slice(-Math.floor(room / 2)).replace(/^[\udc00-\udfff]/, '');
  return `${start}…[${length - start.length - end.length} more]…${end}`;
}

/** So many units of a string, or one less where that would tear a character. */
function beginning(text: string, length: number): string {
  const start = text.slice(0, length);
  return /[\ud800-\udbff]/.test(start.slice(-1)) ? start.slice(0, -1) : start;
}
