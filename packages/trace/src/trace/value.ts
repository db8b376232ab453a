/**
 * A value on one line, as JSON where it is no number or the like; in the middle of a long one there are dots.
 *
 * @example
 * import { shownValue } from '@bud/trace';
 *
 * shownValue({ query: 'tomato' }); // '{"query":"tomato"}'
 */
export function shownValue(value: unknown, most = 80): string {
  return cut(describe(value), most);
}

/**
 * Values by name, on one line.
 *
 * @example
 * import { shownValues } from '@bud/trace';
 *
 * shownValues({ query: 'tomato', limit: 3 }); // 'query: "tomato", limit: 3'
 */
export function shownValues(values: Readonly<Record<string, unknown>>, most = 80): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${shownValue(value, most)}`)
    .join(', ');
}

function describe(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'function') return value.name === '' ? 'a function' : value.name;
  return matcherIn(value) ?? jsonOf(value) ?? typeof value;
}

/** What comes from a trace may be nested deeper than a stack is high. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, nested);
  } catch (error) {
    if (error instanceof RangeError) return '(nested too deeply)';
    throw error;
  }
}

/** Matchers of a test framework may stand anywhere in what is expected. */
function nested(_key: string, value: unknown): unknown {
  return matcherIn(value) ?? (value instanceof RegExp ? String(value) : value);
}

/** `StringContaining "x"`; undefined for what is no matcher. */
function matcherIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('asymmetricMatch' in value)) return undefined;
  // Proof of the cast: that is how such a matcher is known.
  const { toAsymmetricMatcher: describeIt, sample } = value as Matcher;
  if (describeIt !== undefined) return Reflect.apply(describeIt, value, []);
  const name = (value as Matcher).toString();
  return sample === undefined ? name : `${name} ${describe(sample)}`;
}

/** What matchers of test frameworks say of themselves. */
interface Matcher {
  toString(): string;
  readonly toAsymmetricMatcher?: () => string;
  readonly sample?: unknown;
}

let characters: Intl.Segmenter | undefined;

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // Made when it is needed: it takes longer than all else that a test file loads.
  characters ??= new Intl.Segmenter();
  const all = Array.from(characters.segment(text), ({ segment }) => segment);
  const kept = most - 1;
  return all.length <= most
    ? text
    : `${all.slice(0, Math.ceil(kept / 2)).join('')}…${all.slice(-Math.floor(kept / 2)).join('')}`;
}
