import {
  acceptedBy,
  isSwitch,
  readAttribute,
  readValue,
  settingKey,
  suggestKey,
  type SettingKey,
  type Settings,
  type Written,
} from '../config/settings.ts';
import type { Finding, ProblemCode } from '../problem.ts';

/** What follows the word `@track`. */
export interface Pairs {
  readonly settings: Settings;
  /** Where each key was written, in UTF-16 offsets of the file. */
  readonly ranges: ReadonlyMap<SettingKey, readonly [start: number, end: number]>;
  readonly findings: readonly Finding[];
}

/** Reads `key=value` pairs, `type=llm name="ask the model" ignore=a,b`; `offset` is where the text stands in the file. */
export function readPairs(text: string, offset: number): Pairs {
  const reader = new PairReader(text, offset);
  reader.read();
  return reader;
}

const token = /\s+|(?<key>[^\s=,"]+)(?<assign>=)?/y;
const part = /(?<quote>["'])(?<quoted>(?:(?!\k<quote>)[^\\]|\\.)*)\k<quote>|(?<word>[^\s,"'][^\s,"]*)/y;

/** Reads from left to right; what cannot be read is a finding, and reading goes on after it. */
class PairReader {
  readonly settings: Record<string, unknown> = {};
  readonly ranges = new Map<SettingKey, readonly [number, number]>();
  readonly findings: Finding[] = [];
  readonly #text: string;
  readonly #offset: number;
  #at = 0;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  read(): void {
    while (this.#at < this.#text.length) this.#readPair();
  }

  #readPair(): void {
    const start = this.#at;
    token.lastIndex = start;
    const match = token.exec(this.#text);
    if (match === null) {
      this.#at = this.#endOfWord(start);
      this.#report(
        'BUD102',
        start,
        'a mark is made of key=value pairs separated by spaces',
        'Write @track type=llm name="ask the model".',
      );
      return;
    }
    this.#at = token.lastIndex;
    const key = match.groups?.['key'];
    if (key === undefined) return;
    const written = match.groups?.['assign'] === undefined ? null : this.#readWritten();
    if (written !== 'unreadable') this.#store(key, written, start);
  }

  /** The value after `=`; `unreadable` after a finding. */
  #readWritten(): Written | 'unreadable' {
    const start = this.#at;
    const parts: string[] = [];
    let isQuoted = false;
    do {
      part.lastIndex = this.#at;
      const match = part.exec(this.#text);
      if (match === null) return this.#reportUnreadable(start);
      isQuoted = match.groups?.['quoted'] !== undefined;
      parts.push(match.groups?.['quoted']?.replace(/\\(.)/g, '$1') ?? match.groups?.['word'] ?? '');
      this.#at = part.lastIndex;
    } while (this.#text[this.#at] === ',' && ++this.#at);
    return { parts, isQuoted };
  }

  /** What was meant as the value is passed over, so that one mistake is one finding. */
  #reportUnreadable(start: number): 'unreadable' {
    if (/["']/.test(this.#text[this.#at] ?? '')) {
      this.#at = this.#text.length;
      this.#report('BUD102', start, 'a quoted value is not closed', 'Close it with the same quote on the same line.');
      return 'unreadable';
    }
    const separated = /\s+[^\s=]+(?=\s|$)/y;
    separated.lastIndex = this.#at;
    this.#at = separated.test(this.#text) ? separated.lastIndex : this.#endOfWord(this.#at);
    this.#report('BUD102', start, 'a value is missing after "="', 'Write the value right after "=", without spaces.');
    return 'unreadable';
  }

  #store(written: string, value: Written | null, start: number): void {
    if (/^attributes\../i.test(written) && value !== null) {
      const name = written.slice('attributes.'.length);
      const others = this.settings['attributes'] as object | undefined;
      this.settings['attributes'] = { ...others, [name]: readAttribute(value) };
      return;
    }
    const key = settingKey(written);
    if (key === null) return this.#reportUnknown(written, start);
    if (value === null && !isSwitch(key)) {
      this.#report('BUD102', start, `"${written}" has no value`, `Write ${written}=….`);
      return;
    }
    const read = value === null || readValue(key, value);
    const { admits, words } = acceptedBy(key);
    if (!admits(read)) {
      const given = value?.parts.join(',') ?? '';
      this.#report('BUD105', start, `bad value "${given}" for "${written}" in @track`, `Accepted: ${words}.`);
      return;
    }
    this.settings[key] = read;
    this.ranges.set(key, [this.#offset + start, this.#offset + this.#at]);
  }

  #reportUnknown(written: string, start: number): void {
    const suggestion = suggestKey(written);
    const remedy =
      suggestion === null
        ? 'The documentation lists the keys of a mark; values with spaces need quotes.'
        : `Did you mean "${suggestion}"?`;
    this.#report('BUD104', start, `unknown key "${written}" in @track`, remedy);
  }

  #report(code: ProblemCode, start: number, message: string, remedy: string): void {
    this.findings.push({ code, message, remedy, start: this.#offset + start, end: this.#offset + this.#at });
  }

  #endOfWord(from: number): number {
    const end = this.#text.slice(from).search(/\s/);
    return end === -1 ? this.#text.length : Math.max(from + end, from + 1);
  }
}
