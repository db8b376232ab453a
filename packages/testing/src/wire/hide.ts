import { createSecretPolicy, hideInJson } from '@bud/value';
import { hideAcross } from './hide-across.ts';

const policy = createSecretPolicy({});

/** Text without secrets, also in the strings of JSON that it holds line by line, as streams of events do, and across these. */
export function hideInText(text: string): string {
  const lines = hideInJson(text, hideIn)
    .split('\n')
    .map((line) =>
      line.replace(eventData, (_whole, before: string, data: string) => before + hideInJson(data, hideIn)),
    );
  const frames = lines.map((line) => parsed(eventData.exec(line)?.[2] ?? ''));
  const changed = hideAcross(frames, inJson);
  const shown = lines.map((line, index) =>
    changed.has(frames[index])
      ? line.replace(eventData, (_whole, before: string) => before + JSON.stringify(frames[index]))
      : line,
  );
  return hideInArray(shown.join('\n'));
}

/** Gemini streams one array, a frame in each of its members. */
function hideInArray(text: string): string {
  const frames = /^\s*\[/.test(text) ? parsed(text) : undefined;
  return Array.isArray(frames) && hideAcross(frames, inJson).size > 0 ? JSON.stringify(frames) : text;
}

/** Arguments of a tool are JSON in the end. */
function inJson(text: string): string {
  return hideInJson(text, hideIn);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// A line of server-sent events, or of JSON lines.
const eventData = /^((?:data:)?\s*)([[{].*)$/;

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

/** Headers without secrets, and without those that say how bytes travelled. */
export function hideInHeaders(
  headers: readonly (readonly [name: string, value: string])[],
): readonly (readonly [string, string])[] {
  return headers.map(([name, value]) => {
    const isSecret = alwaysSecret.test(name) || policy.isSecret(name, value);
    return [name, isSecret ? '[REDACTED]' : hideIn(value)] as const;
  });
}

// Fetch standard: credentials; and what browsers and proxies keep as such.
const alwaysSecret = /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|x-amz-security-token)$/i;

function hideIn(text: string): string {
  return policy.hideIn(text);
}
