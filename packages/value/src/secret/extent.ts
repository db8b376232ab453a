/** Where values end in the ways to write them. */
import { looksSecret } from './look.ts';

/** A part of a string, in UTF-16 units, without its end. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The value that begins at `start`; undefined when it turns out that there is none. `isCut` says that the string goes on
 * behind its end; `lead` is what was found before the value.
 */
export type ValueAt = (text: string, start: number, isCut: boolean, lead: RegExpExecArray) => Range | undefined;

/** The end of what a sticky pattern, which may match nothing, matches at an index. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(text);
  return pattern.lastIndex;
}

const user = /[^\s/?#@:[\]\\'"<>]*/y;
// A quote ends a URL if what follows is how JSON goes on.
const authority = /(?:[^\s/?#"]|"(?![\s,:}\]]|$))*/y;
const port = /(?:\d{0,5}|port|[$<{%:][^\s/?#@"]{0,64})(?=$|[\s/?#"'`,;)\]}\\])/iy;

/** `name:password` or a token before the `@` of a URL; a short word there is somebody's name. */
export const userInfo: ValueAt = (text, start, isCut) => {
  const end = endOf(user, text, start);
  const isOver = isCut && end === text.length;
  if (text[end] === '@' || isOver) return /^[a-z_-]{0,7}$/i.test(text.slice(start, end)) ? undefined : { start, end };
  if (text[end] !== ':') return undefined;
  return password(text, end + 1, isCut);
};

// The last `@` of the authority ends a password. Without one, what cannot be a port is a password that holds a `/`.
function password(text: string, start: number, isCut: boolean): Range | undefined {
  const authorityEnd = endOf(authority, text, start);
  const at = text.slice(start, authorityEnd).lastIndexOf('@');
  if (at >= 0) return { start, end: start + at };
  port.lastIndex = start;
  if (port.test(text)) return undefined;
  const end = endOf(slashed, text, start);
  return text[end] === '@' || (isCut && end === text.length) ? { start, end } : undefined;
}

// Ends where another URL begins, so that no part of a string is looked through twice.
const slashed = /(?:[^\s@"'<>`:]|:(?!\\{0,7}\/))*(?:@[^\s@/?#"'<>`]*(?=@))*/y;

const line = /(?:[^\r\n\\]|\\(?![nr]))*/y;
const quotedLines: Readonly<Record<string, RegExp>> = { '"': /[^\r\n"]*/y, "'": /[^\r\n']*/y };

/** What follows the colon of a header: the rest of the line, or of the quotes around it. */
export const lineValue: ValueAt = (text, start, _isCut, { index }) => ({
  start,
  end: endOf(quotedLines[text[index] ?? ''] ?? line, text, start),
});

const bareWord = /[^\s,;)}\]'"`<>|]*/y;

/** A word among others: only one that has more than letters in it, and that no bracket makes a call. */
export const wordValue: ValueAt = (text, start) => {
  const end = endOf(bareWord, text, start);
  return /[\d!@#$%^&*+/=]/.test(text.slice(start, Math.min(end, start + 256))) ? { start, end } : undefined;
};

const run = /[^\s"'`\\,;&()<>{}[\]|#=]{6,1024}={0,2}/y;
const openingQuote = /\[?\s?[fbru]{0,2}\\{0,31}["'`]|/y;

/** A run of characters that looks like a secret, in quotes or not; bounded, because most turn out to be none. */
export function randomValue(text: string, start: number, isLabel: boolean): Range | undefined {
  const from = endOf(openingQuote, text, start);
  const end = endOf(run, text, from);
  return end > from && looksSecret(text.slice(from, end), isLabel) ? { start: from, end } : undefined;
}

const prose =
  /^(?:a|an|and|argument|as|by|can|flag|flags|for|from|if|in|is|must|on|option|or|should|the|to|value|was|will|with)\b/;
const flagBare = /[^\s'"`]*/y;

/** The argument behind a flag of a command, where none is explained. */
export const flagValue: ValueAt = (text, start) => {
  const quoted = quotedAt(anyQuote, text, start);
  if (quoted !== undefined) return quoted;
  return prose.test(text.slice(start, start + 12)) ? undefined : { start, end: endOf(flagBare, text, start) };
};

const formQuote = /\\{0,31}["'](?=[^\s,;:&+)\]}"'\\])/y;
const formBare = /[^\s&;#'"]*/y;

/** What follows the `=`, with or without quotes. A quote may also be the end of the string that has the `=` in it. */
const formValue: ValueAt = (text, start, isCut) => {
  const quoted = quotedAt(formQuote, text, start);
  if (quoted !== undefined && (isCut || quoted.end < text.length)) return quoted;
  const from = quoted?.start ?? start;
  return { start: from, end: endOf(formBare, text, from) };
};

const jsonQuote = /\\{0,31}"/y;
const anyQuote = /[fbru]{0,2}\\{0,31}["'`]/y;
const jsonBare = /[^\s,}\]"'\\]*/y;
const element = /[^<\r\n]*/y;

/** A JSON value: a string, inside its quotes; a whole array or object; a number or word. */
export const jsonValue: ValueAt = (text, start) => {
  const string = quotedAt(jsonQuote, text, start) ?? quotedAt(anyQuote, text, start);
  if (string !== undefined) return string;
  const opens = text[start] === '[' || text[start] === '{';
  return { start, end: opens ? closingEnd(text, start) : endOf(jsonBare, text, start) };
};

/** What follows a name without quotes: what is behind `=`; behind `:` or `=>` what is in quotes, or a word. */
export const bareValue: ValueAt = (text, start, isCut, lead) =>
  /=[ \t]?$/.test(lead[0])
    ? formValue(text, start, isCut, lead)
    : (quotedAt(anyQuote, text, start) ??
      (lead[0].endsWith(' ') && !lead[0].endsWith('> ') ? wordValue(text, start, isCut, lead) : undefined));

/** What is in quotes of any kind. */
export const quotedValue: ValueAt = (text, start) => quotedAt(anyQuote, text, start);

/** The same, next to a name in a list that may be one of names: only what looks like a secret. */
export const neighbourValue: ValueAt = (text, start) => {
  const range = quotedAt(anyQuote, text, start);
  return range !== undefined && looksSecret(text.slice(range.start, range.end), false) ? range : undefined;
};

/** The same, or a number or word. */
export const memberValue: ValueAt = (text, start) =>
  quotedAt(anyQuote, text, start) ?? { start, end: endOf(jsonBare, text, start) };

/** What is between tags. */
export const elementValue: ValueAt = (text, start) => ({ start, end: endOf(element, text, start) });

function quotedAt(opening: RegExp, text: string, start: number): Range | undefined {
  opening.lastIndex = start;
  if (!opening.test(text)) return undefined;
  const from = opening.lastIndex;
  return { start: from, end: quotedEnd(text, from) };
}
/**
 * The end of what is in the quotes that open right before `from`, or of the string.
 *
 * In JSON inside a string of JSON the quotes are escaped, by 1, 3, 7 … backslashes; what is inside them by twice as
 * many and one more. So the backslashes before a quote tell whether it closes.
 */
function quotedEnd(text: string, from: number): number {
  const quote = text[from - 1] ?? '';
  const escapes = backslashesBefore(text, from - 1);
  for (let end = text.indexOf(quote, from); end !== -1; end = text.indexOf(quote, end + 1)) {
    const before = Math.min(backslashesBefore(text, end), end - from);
    if (before % (2 * escapes + 2) === escapes) return end - escapes;
  }
  return text.length;
}

function backslashesBefore(text: string, index: number): number {
  let count = 0;
  while (text[index - 1 - count] === '\\') count += 1;
  return count;
}

const structure = /["[\]{}]/g;

/** The end of the array or object that opens at `start`, or of the string. */
function closingEnd(text: string, start: number): number {
  let depth = 0;
  structure.lastIndex = start;
  for (let match = structure.exec(text); match !== null; match = structure.exec(text)) {
    const [found] = match;
    if (found === '"') {
      const end = quotedEnd(text, structure.lastIndex);
      structure.lastIndex = text.indexOf('"', end) + 1 || text.length;
    } else {
      depth += found === '[' || found === '{' ? 1 : -1;
      if (depth === 0) return structure.lastIndex;
    }
  }
  return text.length;
}
