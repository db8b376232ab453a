import { getPrototypeOf, parseTemplate } from '@bud/value';
import type { TrackOptions } from './track-options.ts';

/** Says what is accepted, or undefined when the value is. */
type Check = (value: unknown) => string | undefined;

const accept =
  (isAccepted: (value: unknown) => boolean, accepted: string): Check =>
  (value) =>
    isAccepted(value) ? undefined : accepted;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const text = accept(isText, 'a text');
const flag = accept((value) => typeof value === 'boolean', 'true or false');
const names = accept(isTextList, 'a list of names');
const oneOf = (...accepted: readonly unknown[]): Check =>
  accept((value) => accepted.includes(value), `one of ${accepted.join(', ')}`);

const checks: Readonly<Record<keyof TrackOptions, Check>> = {
  name: text,
  type: text,
  tracer: text,
  kind: oneOf('internal', 'client', 'server', 'producer', 'consumer'),
  params: accept(
    // Proof of the cast: `isTextList` holds.
    (value) => isTextList(value) && (value as readonly string[]).slice(0, -1).every((name) => !name.startsWith('...')),
    'a list of parameter names, of which only the last may begin with ...',
  ),
  captureInput: flag,
  ignore: names,
  only: names,
  captureOutput: flag,
  aggregate: accept((value) => typeof value === 'function', 'a function'),
  attributes: accept(
    (value) => isPlainObject(value) && Object.values(value).every(isAttribute),
    'an object of texts, finite numbers, booleans and lists of texts',
  ),
  tags: names,
  message: text,
  level: oneOf('trace', 'debug', 'info', 'notice', 'warn', 'error', 'fatal'),
  root: flag,
  off: flag,
};

/** Takes what the program passed as options; throws a TypeError that lists every mistake. Undefined counts as absent. */
export function checkTrackOptions(given: unknown): TrackOptions {
  if (!isPlainObject(given)) {
    throw new TypeError(`track() was given ${describe(given)}. Accepted: a function, a class, or an object of options`);
  }
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const mistakes = entries.flatMap(([key, value]) => {
    if (!Object.hasOwn(checks, key)) return `unknown option "${key}", accepted: ${Object.keys(checks).join(', ')}`;
    // Proof of the cast: `key` is an own key of the table.
    const accepted = checks[key as keyof TrackOptions](value);
    return accepted === undefined ? [] : `"${key}" is ${describe(value)}, accepted: ${accepted}`;
  });
  refuse(mistakes);
  // Proof of the cast: every key is known and every value passed its check. A copy, so that it stays as checked.
  return Object.fromEntries(entries) as TrackOptions;
}

/** Names in a function's own options must mean a parameter; those of a class serve many functions. */
export function checkNames(options: TrackOptions): void {
  const { params, ignore = [], only = [], message = '' } = options;
  const known = params?.map((name) => name.replace(/^\.\.\./, ''));
  const accepted = known === undefined ? '0, 1, … unless "params" names the parameters' : known.join(', ') || 'none';
  const isKnown = (name: string): boolean => known?.includes(name) ?? /^\d+$/.test(name);
  const captured = parseTemplate(message).flatMap((part) => (typeof part === 'string' ? [] : part.name));
  refuse(
    Object.entries({ ignore, only, message: captured }).flatMap(([key, used]) =>
      used
        .filter((name) => !isKnown(name))
        .map((name) => `"${name}" in "${key}" is no parameter, accepted: ${accepted}`),
    ),
  );
}

function refuse(mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new TypeError(`track() options: ${mistakes.join('; ')}`);
}

// By the length of its prototype chain, so that objects of other realms count.
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = getPrototypeOf(value);
  return prototype === null || getPrototypeOf(prototype) === null;
}

function isAttribute(value: unknown): boolean {
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** A value for an error message: what it is, and what it holds where that is short. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
