/** Where values end in the ways to write them. */

/** A part of a string, in UTF-16 units, without its end. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The value that begins at `start`; undefined when it turns out that there is none. `isCut` says that the string goes on
 * after its end; `lead` is what was found before the value.
 */
export type ValueAt = (text: string, start: number, isCut: boolean, lead: RegExpExecArray) => Range | undefined;

/** The end of what a sticky pattern matches at an index; 0 when it does not match there. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(text);
  return pattern.lastIndex;
}

/** What a sticky pattern matches, if it does. */
export function bareValue(pattern: RegExp): ValueAt {
  return (text, start) => {
    const end = endOf(pattern, text, start);
    return end < start ? undefined : { start, end };
  };
}

/** What is in quotes of any kind, or else what the other way to write a value says. */
export function quotedOr(other: ValueAt): ValueAt {
  return (text, start, isCut, lead) => quotedAt(anyQuote, text, start) ?? other(text, start, isCut, lead);
}

const user = /[^\s/?#@:[\]\\'"<>]*/y;
// A quote ends a URL if what follows is how JSON goes on.
const authority = /(?:[^\s/?#"]|"(?![\s,:}\]]|$))*/y;
const port = /(?:\d{0,5}|port|[$<{%:][^\s/?#@"]{0,64})(?=$|[\s/?#"'`,;)\]}\\])/iy;
// Ends where another URL begins, so that no part of a string is looked through twice.
const slashed = /(?:[^\s@"'<>`:]|:(?!\\{0,7}\/))*(?:@[^\s@/?#"'<>`]*(?=@))*/y;

/**
 * `name:password` or a token before the `@` of a URL; a short word there is somebody's name. The last `@` of the
 * authority ends a password. Without one, what cannot be a port is a password that holds a `/`.
 */
export const userInfo: ValueAt = (text, from, isCut) => {
  const isOver = (end: number): boolean => text[end] === '@' || (isCut && end === text.length);
  const userEnd = endOf(user, text, from);
  if (isOver(userEnd)) {
    return /^[a-z_-]{0,7}$/i.test(text.slice(from, userEnd)) ? undefined : { start: from, end: userEnd };
  }
  if (text[userEnd] !== ':') return undefined;
  const start = userEnd + 1;
  const at = text.slice(start, endOf(authority, text, start)).lastIndexOf('@');
  if (at >= 0) return { start, end: start + at };
  if (endOf(port, text, start) >= start) return undefined;
  const end = endOf(slashed, text, start);
  return isOver(end) ? { start, end } : undefined;
};

const line = /(?:[^\r\n\\]|\\(?![nr]))*/y;
const quotedLines: Readonly<Record<string, RegExp>> = { '"': /[^\r\n"]*/y, "'": /[^\r\n']*/y };

/** What follows the colon of a header: the rest of the line, or of the quotes around it. */
export const lineValue: ValueAt = (text, start, _isCut, { index }) => ({
  start,
  end: endOf(quotedLines[text[index] ?? ''] ?? line, text, start),
});

const formQuote = /\\{0,31}["'](?=[^\s,;:&+)\]}"'\\])/y;
const formBare = /[^\s&;#'"]*/y;

/** What follows a `=`, with or without quotes. A quote may also be the end of the string that has the `=` in it. */
export const formValue: ValueAt = (text, start, isCut) => {
  const quoted = quotedAt(formQuote, text, start);
  if (quoted !== undefined && (isCut || quoted.end < text.length)) return quoted;
  const from = quoted?.start ?? start;
  return { start: from, end: endOf(formBare, text, from) };
};

const restOfLine = /[^\r\n]*/y;
const anyQuote = /[fbru]{0,2}\\{0,31}["'`]/y;
const jsonBare = /[^\s,}\]"'\\]*/y;

/** A member's value: a string, inside its quotes; a whole array or object; a number or word. */
export const memberValue: ValueAt = quotedOr((text, start) => ({
  start,
  end: text[start] === '[' || text[start] === '{' ? closingEnd(text, start) : endOf(jsonBare, text, start),
}));

const run = /[^\s"'`\\,;&()<>{}[\]|#=]{6,1024}={0,2}/y;
const openingQuote = /\[?\s?[fbru]{0,2}\\{0,31}["'`]|/y;

/** A run of characters, in quotes or not; bounded, because most turn out to be no secret. */
export const runValue: ValueAt = (text, start, isCut, lead) =>
  bareValue(run)(text, endOf(openingQuote, text, start), isCut, lead);

function quotedAt(opening: RegExp, text: string, start: number): Range | undefined {
  const from = endOf(opening, text, start);
  return from < start ? undefined : { start: from, end: quotedEnd(text, from) };
}

/**
 * The end of what is in the quotes that open right before `from`; of quotes that do not close, that of the line.
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
  return endOf(restOfLine, text, from);
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
