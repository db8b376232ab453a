import { createSecretPolicy, hideInJson, nameOfItem, redacted } from '@bud/value';
import { hideAcross } from './hide-across.ts';

const policy = createSecretPolicy({});

/** Writes something in place of the secrets in a string. */
export type Hide = (string: string) => string;

/** Text without secrets, also in the strings of JSON that it holds line by line, as streams of events do, and across these. */
export function hideInText(text: string, hide: Hide = hideIn): string {
  // Arguments of a tool are JSON in the end.
  const inJson: Hide = (part) => hideInJson(part, hide);
  // Lines, and between them what ends them: streams of events may do so in three ways.
  const lines = inJson(text)
    .split(/(\r\n|[\r\n])/)
    .map((line) => line.replace(eventData, (_whole, before: string, data: string) => before + inJson(data)));
  const frames = lines.map((line) => parsed(eventData.exec(line)?.[2] ?? ''));
  const changed = hideAcross(frames, inJson);
  const shown = lines.map((line, index) =>
    changed.has(frames[index])
      ? line.replace(eventData, (_whole, before: string) => before + JSON.stringify(frames[index]))
      : line,
  );
  return asParsable(text, hideInArray(shown.join(''), inJson));
}

/** Gemini streams one array, a frame in each of its members. */
function hideInArray(text: string, inJson: Hide): string {
  const frames = /^\s*\[/.test(text) ? parsed(text) : undefined;
  return Array.isArray(frames) && hideAcross(frames, inJson).size > 0 ? JSON.stringify(frames) : text;
}

/** What was JSON is still: a number or an object that is hidden has become a string. */
function asParsable(text: string, shown: string): string {
  if (shown === text || parsed(text) === undefined || parsed(shown) !== undefined) return shown;
  const quoted = shown.replaceAll(bare, (_whole, before: string) => `${before}${JSON.stringify(redacted)}`);
  return parsed(quoted) === undefined ? JSON.stringify(redacted) : quoted;
}

// Where a value of JSON begins.
const bare = /([:[,]\s*)\[REDACTED\]/g;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// A line of server-sent events, or of JSON lines.
const eventData = /^((?:data:)?\s*)([[{].*)$/;

/** A form in parts, whose boundary is the word `boundary`: values whose names say that they are secrets. */
export function hideInForm(form: string): string {
  return form.replace(formField, (whole, head: string, name: string, value: string) =>
    policy.isSecret(name, value) ? `${head}${redacted}` : whole,
  );
}

// RFC 7578: a name in the headers of a part, and all up to the next boundary.
const formField = /(\bname="([^"]*)"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n)([^]*?)(?=\r\n--boundary)/g;

export function hideInUrl(url: string): string {
  const [, start = url, query = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
  return hideIn(start) + query.replace(parameter, hideParameter);
}

// A parameter of a query: its name with what is around it, its value.
const parameter = /([?&#])([^=?&#]*)=([^&#]*)/g;

function hideParameter(whole: string, before: string, name: string, value: string): string {
  const plain = decoded(value);
  if (policy.isSecret(decoded(name), plain)) return `${before}${name}=REDACTED`;
  return hideIn(plain) === plain && hideIn(whole) === whole ? whole : `${before}${name}=REDACTED`;
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return encoded;
  }
}

/** The words of a command: one may be named by the one before it, `--password`, `hunter2`. */
export function hideInWords(words: readonly string[]): readonly string[] {
  return words.map((word, index) => (nameOfItem(policy, words, index) === '' ? hideIn(word) : redacted));
}

/** Headers without secrets, and without those that say how bytes travelled. */
export function hideInHeaders(
  headers: readonly (readonly [name: string, value: string])[],
): readonly (readonly [string, string])[] {
  return headers.map(([name, value]) => {
    const isSecret = alwaysSecret.test(name) || policy.isSecret(name, value);
    return [name, isSecret ? redacted : hideIn(value)] as const;
  });
}

// Fetch standard: credentials; and what browsers and proxies keep as such.
const alwaysSecret = /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|x-amz-security-token)$/i;

function hideIn(text: string): string {
  return policy.hideIn(text);
}
