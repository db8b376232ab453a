/**
 * What a recorder takes for a secret:
 *
 *   name        what does this name say?            apiKey: a secret; token: only if it looks like one; maxTokens: nothing
 *     remember    … asked once for each
 *   look        does this value look like one?      Zq9x7Kv2Lm4T, not text-embedding-3-small
 *   place       what is the value here called?      its key, or the name beside it: ['authorization', …]
 *   string      what in this string is a secret?
 *     syntax      a name and its value              ?api_key=…, {"password":"…"}, password: …, user:password@host
 *     percent     … also percent-encoded            ?next=%2Flogin%3Fapi_key%3D…
 *     extent      … and where the value ends
 *     reference   … and whether it is only meant    process.env.API_KEY, ${TOKEN}, <your key>
 *     key-pattern what is one under any name        sk-ant-…, eyJ….….…, -----BEGIN PRIVATE KEY-----
 *   personal    data of persons, when a program asks for it: an e-mail address, 4111 1111 1111 1111
 *   hide-in-json  … and in the strings that JSON text holds
 *   policy      the program's own names and patterns, and the last word of `onSecret`
 */
import type { Accepted } from '../option/accepted.ts';
import { holdsPhrase, nameEvidence, type NameEvidence } from './name.ts';
import { looksSecret } from './look.ts';
import { remembering } from './remember.ts';
import { hideIn, type Judge } from './string.ts';

/** What is recorded instead of a secret. */
export const redacted = '[REDACTED]';

/** A value that is about to be redacted. */
export interface SecretMatch {
  /** The key or name that means a secret; '' where the place or a pattern does. */
  readonly key: string;
  /** Keys from the captured value down to it; empty for what is found inside a string. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What recording needs to know about secrets. */
export interface SecretPolicy {
  /** Whether a value of that name is a secret; without a value, whether any would be. */
  isSecret(name: string, value?: unknown): boolean;
  /** What to record instead of the value; undefined to record the value after all. */
  replacement(match: SecretMatch): string | undefined;
  /** The string without the secrets in it. `isCut`: the string goes on after its end; `isTail`: it began earlier. */
  hideIn(string: string, isCut?: boolean, isTail?: boolean): string;
  /** The same for one value, parts of which may be written several times: `onSecret` is asked once for each match. */
  forOneValue(): SecretPolicy;
}

/** What is a secret in one program, besides and except what is built in. */
export interface SecretOptions {
  /**
   * What else is a secret: names, matched by their words like the built-in ones, and patterns, which are looked for in
   * names and in strings. A string of the form `/…/i` is a pattern, for configuration in JSON.
   */
  readonly redact?: readonly (string | RegExp)[] | undefined;
  /** What is not a secret after all: names, and patterns of names and of values. */
  readonly keep?: readonly (string | RegExp)[] | undefined;
  /**
   * Decides per match: true records the value after all, a string is recorded instead of `[REDACTED]`; anything else
   * leaves it redacted, as throwing does.
   */
  readonly onSecret?: ((match: SecretMatch) => boolean | string | undefined) | undefined;
}

type OnSecret = SecretOptions['onSecret'];

/** Longer keys are sentences, not names; they are cut so that a hostile key costs no more than any other. */
const maxAskedLength = 200;

/**
 * The secrets policy of a recorder.
 *
 * @example
 * createSecretPolicy({ redact: ['patient'] }).isSecret('patientName'); // true
 */
export function createSecretPolicy({ redact = [], keep = [], onSecret }: SecretOptions): SecretPolicy {
  return policyWith(entriesOf(redact), entriesOf(keep), onSecret);
}

function policyWith(added: Entries, kept: Entries, onSecret: OnSecret): SecretPolicy {
  const evidenceOf = remembering<NameEvidence | undefined>((name) =>
    kept.hasName(name) ? undefined : added.hasName(name) ? 'strong' : nameEvidence(name),
  );
  const isSecret = (name: string, value?: unknown): boolean => {
    const evidence = evidenceOf(name.slice(0, maxAskedLength));
    if (evidence === undefined || evidence === 'strong') return evidence !== undefined && !kept.hasValue(value);
    return typeof value === 'string' && looksSecret(value, evidence === 'label') && !kept.hasValue(value);
  };
  const replacement = (match: SecretMatch): string | undefined => {
    if (isHarmless(match.value)) return undefined;
    const answer = onSecret?.(match);
    return typeof answer === 'string' ? answer : answer === true ? undefined : redacted;
  };
  const judge: Judge = {
    evidence: (name) => evidenceOf(name.slice(0, maxAskedLength)),
    replace: (key, value) => (kept.hasValue(value) ? undefined : replacement({ key, path: [], value })),
  };
  const policy: SecretPolicy = {
    isSecret,
    replacement,
    forOneValue: () => (onSecret === undefined ? policy : policyWith(added, kept, askedOnce(onSecret))),
    hideIn(string, isCut, isTail) {
      const hidden = hideIn(string, judge, isCut, isTail);
      return added.patterns.reduce(
        (shown, pattern) => shown.replace(pattern, (match: string) => (match && judge.replace('', match)) ?? match),
        hidden,
      );
    },
  };
  return policy;
}

/** A match is the same when it stands in the same place and, inside of a string, is the same. */
function askedOnce(onSecret: NonNullable<OnSecret>): NonNullable<OnSecret> {
  const answers = new Map<string, boolean | string | undefined>();
  return (match) => {
    const { key, path, value } = match;
    const place = JSON.stringify([key, path, typeof value === 'string' && value]);
    if (!answers.has(place)) answers.set(place, onSecret(match));
    return answers.get(place);
  };
}

/**
 * Whether a name says by itself that its value is a secret, whatever the value is.
 *
 * @example
 * isSecretName('OPENAI_API_KEY'); // true
 * isSecretName('token'); // false: that depends on the value
 */
export function isSecretName(name: string, options: SecretOptions = {}): boolean {
  return createSecretPolicy(options).isSecret(name);
}

/** Names and patterns of the program. */
interface Entries {
  /** For searching a string: every match, whatever flags the program gave them. */
  readonly patterns: readonly RegExp[];
  hasName(name: string): boolean;
  hasValue(value: unknown): boolean;
}

function entriesOf(entries: readonly (string | RegExp)[]): Entries {
  const read = entries.map(patternOf);
  const names = read.filter((entry) => typeof entry === 'string');
  const patterns = read.filter((entry) => typeof entry !== 'string');
  const matches = (text: string): boolean =>
    patterns.some((pattern) => {
      pattern.lastIndex = 0;
      return pattern.test(text);
    });
  return {
    patterns,
    hasName: (name) => names.some((phrase) => holdsPhrase(name, phrase)) || matches(name),
    hasValue: (value) => typeof value === 'string' && matches(value),
  };
}

const writtenPattern = /^\/(.+)\/(\w*)$/s;

/**
 * A name, or a pattern that finds every match and remembers nothing between two strings; `"/…/i"` is a pattern.
 * Throws a SyntaxError for a pattern that cannot be read.
 */
function patternOf(entry: string | RegExp): string | RegExp {
  const [source, flags] =
    typeof entry === 'string' ? (writtenPattern.exec(entry)?.slice(1) ?? []) : [entry.source, entry.flags];
  return source === undefined ? entry : new RegExp(source, `${(flags ?? '').replace(/[gy]/g, '')}g`);
}

/** What `redact` and `keep` take: names, regular expressions, or these as strings, `"/…/i"`, if they can be read. */
export const secretNames: Accepted = {
  words: 'a list of strings and regular expressions',
  admits: (value) => Array.isArray(value) && value.every(isNameOrPattern),
};

function isNameOrPattern(entry: unknown): boolean {
  try {
    // What begins as a pattern is one: `/foo` is what a comma leaves of `/foo,bar/`, and no name. Anything else that has no
    // source is given back, or throws.
    return (typeof entry === 'string' && /^[^/]/.test(entry)) || patternOf(entry as RegExp) !== entry;
  } catch {
    return false;
  }
}

// These say whether there is a secret, never what it is.
function isHarmless(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || typeof value === 'boolean' || typeof value === 'function'
  );
}
