import { append } from '../reflect/natives.ts';
import type { SecretPolicy } from '../secret/policy.ts';
import { longestSecret } from '../secret/string.ts';

/** Escapes of strings, as `util.inspect` writes them. */
const escapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
};

// Control characters, backslash, and surrogates that stand alone.
// oxlint-disable-next-line no-control-regex
const escaped = /[\x00-\x1f\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// oxlint-disable-next-line no-control-regex
const control = /[\x00-\x1f\x7f-\x9f]/g;

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  return escapes[character] ?? (code < 0xa0 ? `\\x${hex.toUpperCase().padStart(2, '0')}` : `\\u${hex}`);
}

/** A string of the program's where `util.inspect` writes it raw; escaped all the same, so that it stays on one line. */
export function escapeControls(text: string): string {
  return text.replace(control, escapeCharacter);
}

/** A string in quotes: single ones unless that takes an escape that others avoid. */
export function quote(text: string): string {
  const body = text.replace(escaped, escapeCharacter);
  if (!text.includes("'")) return `'${body}'`;
  if (!text.includes('"')) return `"${body}"`;
  if (!text.includes('`') && !text.includes('${')) return `\`${body}\``;
  return `'${body.replaceAll("'", "\\'")}'`;
}

/**
 * Collects what is written up to a limit, and remembers which objects are being written.
 *
 * Whoever writes asks `isFull` before every item: that is what bounds the work by the limit and not by the value.
 */
export class StringWriter {
  readonly limit: number;
  /** Keys from the captured value down to what is being written. */
  readonly path: string[] = [];
  #text = '';
  readonly #secrets: SecretPolicy;
  readonly #name: string | undefined;
  readonly #open: object[] = [];
  #references: Map<object, number> | undefined;

  /** `name` is what the captured value is called, if it is called anything. */
  constructor({ maxLength, secrets }: { readonly maxLength: number; readonly secrets: SecretPolicy }, name?: string) {
    this.limit = maxLength;
    this.#secrets = secrets;
    this.#name = name;
  }

  get isFull(): boolean {
    return this.#text.length > this.limit;
  }

  /** How many characters can still show, and one more so that cutting is noticed. */
  get room(): number {
    return Math.max(0, this.limit + 1 - this.#text.length);
  }

  /** The name under which the object that is being written is found. */
  get name(): string | undefined {
    return this.path.at(-1) ?? this.#name;
  }

  /** What holds the object that is being written. */
  get outer(): object | undefined {
    return this.#open.at(-2);
  }

  /** A string of the program's, as far as it can show, without the secrets in it. */
  shown(text: string): string {
    const window = this.room + longestSecret;
    if (text.length <= window) return this.#secrets.hideIn(text);
    return `${this.#secrets.hideIn(text.slice(0, window), true)}…`;
  }

  write(text: string): void {
    this.#text += text.length > this.room ? text.slice(0, this.room) : text;
  }

  /** Notes that `object` is being written from here on; `leave` wants to know what this returned. */
  enter(object: object): number {
    append(this.#open, object);
    return this.#text.length;
  }

  /** The object is written; if it has occurred again in there, it is marked with `<ref *n>`. */
  leave(object: object, start: number): void {
    this.#open.pop();
    const reference = this.#references?.get(object);
    if (reference === undefined) return;
    this.#text = `${this.#text.slice(0, start)}<ref *${reference}> ${this.#text.slice(start)}`;
  }

  /** Writes `[Circular *n]` if `object` is being written further out. */
  writeCircular(object: object): boolean {
    if (!this.#open.includes(object)) return false;
    this.#references ??= new Map();
    const reference = this.#references.get(object) ?? this.#references.size + 1;
    this.#references.set(object, reference);
    this.write(`[Circular *${reference}]`);
    return true;
  }

  /** What was collected, cut to the limit with a trailing `…`; no surrogate pair is torn apart. */
  finish(): string {
    if (!this.isFull) return this.#text;
    return `${this.#text.slice(0, this.limit).replace(/[\ud800-\udbff]$/, '')}…`;
  }
}
