/**
 * What keeps secrets out of what is recorded:
 *
 *   name      does this name mean a secret?       apiKey, X-Api-Key, OPENAI_API_KEY; not maxTokens
 *   place     what is the value here called?      its key, or the name beside it: ['authorization', …]
 *   text      what in this string is a secret?    ?token=…, Bearer …, {"password":"…"}, user:password@host
 *   syntax      … and where does it end?
 *   policy    the user's own names and patterns, and the last word of `onSecret`
 */
import { isSecretName } from './name.ts';
import { hideInText, redacted } from './text.ts';

/** A value that is about to be redacted. */
export interface SecretMatch {
  /** The key or name that means a secret. */
  readonly key: string;
  /** Keys from the captured value down to it. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What recording needs to know about secrets. */
export interface SecretPolicy {
  isSecret(key: string): boolean;
  /** What to record instead of the value; undefined to record the value after all. */
  replacement(match: SecretMatch): string | undefined;
  /** Hides the secrets inside a string. `isCut` says that it went on behind its end. */
  hideInText(text: string, isCut?: boolean): string;
}

export interface SecretOptions {
  /** More names (matched by words, like the built-in ones) and patterns that mean a secret. */
  readonly redact?: readonly (string | RegExp)[] | undefined;
  /** Decides per match: true records the value after all, a string is recorded instead of `[REDACTED]`. */
  readonly onSecret?: ((match: SecretMatch) => boolean | string | undefined) | undefined;
}

/** Decisions are kept for this many names; programs use few, hostile input may bring any number. */
const maxRemembered = 4096;

/** Longer keys are text, not names; they are cut so that a hostile key costs no more than any other. */
const longestName = 200;

/**
 * The secrets policy of a recorder.
 *
 * @example
 * createSecretPolicy({ redact: ['patient'] }).isSecret('patientName'); // true
 */
export function createSecretPolicy({ redact = [], onSecret }: SecretOptions): SecretPolicy {
  const names = redact.filter((pattern) => typeof pattern === 'string');
  // Without `g` and `y`, so that a pattern remembers nothing between two names.
  const patterns = redact.flatMap((pattern) =>
    typeof pattern === 'string' ? [] : [new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))],
  );
  const remembered = new Map<string, boolean>();
  const isSecret = (name: string): boolean => {
    const key = name.slice(0, longestName);
    let secret = remembered.get(key);
    if (secret === undefined) {
      secret = isSecretName(key, names) || patterns.some((pattern) => pattern.test(key));
      if (remembered.size >= maxRemembered) remembered.clear();
      remembered.set(key, secret);
    }
    return secret;
  };
  return {
    isSecret,
    replacement(match) {
      if (isHarmless(match.value)) return undefined;
      const answer = onSecret?.(match);
      return typeof answer === 'string' ? answer : answer === true ? undefined : redacted;
    },
    hideInText: (text, isCut) => hideInText(text, isSecret, isCut),
  };
}

// These say whether there is a secret, never what it is.
function isHarmless(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || typeof value === 'boolean' || typeof value === 'function'
  );
}
