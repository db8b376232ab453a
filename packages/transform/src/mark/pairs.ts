import {
  acceptedBy,
  isList,
  isSwitch,
  nothingRecorded,
  readAttribute,
  readValue,
  settingKey,
  suggestKey,
  type SettingKey,
  type Settings,
  type Written,
} from '../config/settings.ts';
import { almostKnown, almostKnownType } from '../config/type.ts';
import type { Finding, ProblemCode } from '../problem.ts';
import { contradictionsIn } from './contradiction.ts';

/** What keeps values out of spans. Where one cannot be read, nothing of the function's input is recorded. */
const protecting: ReadonlySet<string | null> = new Set<SettingKey>(['ignore', 'only', 'captureInput', 'redact']);
const noSuchKey = 'The guide to marks lists the keys; a value with spaces needs quotes.';
const mentionsProtecting = /\b(?:ignore|only|redact|capture[-_]?input)/i;

/** What follows the word `@track`. */
export interface Pairs {
  readonly settings: Settings;
  /** Where each key was written, in UTF-16 offsets of the file. */
  readonly ranges: ReadonlyMap<SettingKey, readonly [start: number, end: number]>;
  readonly findings: readonly Finding[];
}

/** Reads `key=value` pairs, `type=llm name="ask the model" ignore=a,b`; `offset` is where they stand in the file. */
export function readPairs(text: string, offset: number): Pairs {
  const reader = new PairReader(text, offset);
  reader.read();
  return reader;
}

const token = /\s+|(?<key>[^\s=,"]+)(?<assign>=)?/y;
// Before a list's next item.
const comma = /,\s*(?=[^\s,])(?![^\s=,"']+=)|,(?=\S)/y;
/** `[key]`, `[key, "q"]`: a list as code has it. */
const bracketed = /\[(?<items>[^\]\n\r\u2028\u2029]*)\]/y;
const part = /(?<quote>["'])(?<quoted>(?:(?!\k<quote>)[^\\\n\r\u2028\u2029]|\\.)*)\k<quote>|(?<word>[^\s,"'][^\s,"]*)/y;

/** Reads from left to right; what cannot be read is a finding, and reading goes on after it. */
class PairReader {
  readonly settings: Record<string, unknown> = {};
  readonly ranges = new Map<SettingKey, readonly [number, number]>();
  readonly findings: Finding[] = [];
  readonly #text: string;
  readonly #offset: number;
  #at = 0;
  #isClosed = false;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  read(): void {
    while (this.#at < this.#text.length) this.#readPair();
    this.findings.push(...contradictionsIn(this.settings, this.ranges));
    this.#closeWhatIsUnclear();
    if (this.#isClosed) this.settings['captureInput'] = false;
  }

  /** What cannot be read in a mark that protects something may be part of that: `ignore=key , q`, `ignore:key`. */
  #closeWhatIsUnclear(): void {
    const index = this.findings.findIndex(({ code, remedy }) => code === 'BUD102' || remedy === noSuchKey);
    const unclear = this.findings[index];
    if (this.#isClosed || unclear === undefined || !mentionsProtecting.test(this.#text)) return;
    this.#isClosed = true;
    this.findings[index] = { ...unclear, remedy: unclear.remedy + nothingRecorded };
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
        'Write `@track type=llm name="ask the model"`.',
      );
      return;
    }
    this.#at = token.lastIndex;
    const key = match.groups?.['key'];
    if (key === undefined) return;
    const written = match.groups?.['assign'] === undefined ? null : this.#readWritten(key);
    if (written !== 'unreadable') this.#store(key, written, start);
  }

  /** The value after `=`; `unreadable` after a finding. */
  #readWritten(key: string): Written | 'unreadable' {
    const start = this.#at;
    const known = settingKey(key);
    const list = known !== null && isList(known) ? this.#readBracketed() : null;
    if (list !== null) return list;
    const parts: string[] = [];
    let isQuoted = false;
    do {
      part.lastIndex = this.#at;
      const match = part.exec(this.#text);
      if (match === null) return this.#reportUnreadable(start, known);
      isQuoted = match.groups?.['quoted'] !== undefined;
      parts.push(match.groups?.['quoted']?.replace(/\\(.)/g, '$1') ?? match.groups?.['word'] ?? '');
      this.#at = part.lastIndex;
    } while (this.#passComma());
    return { parts, isQuoted };
  }

  #readBracketed(): Written | null {
    bracketed.lastIndex = this.#at;
    const items = bracketed.exec(this.#text)?.groups?.['items'];
    if (items === undefined) return null;
    this.#at = bracketed.lastIndex;
    const parts = items.split(',').map((item) => item.trim().replace(/^(["'])(.*)\1$/, '$2'));
    return { parts: parts.filter((item) => item !== ''), isQuoted: false };
  }

  /** A comma goes on with the list; so does one with spaces after it, unless the next pair begins there. */
  #passComma(): boolean {
    comma.lastIndex = this.#at;
    if (!comma.test(this.#text)) return false;
    this.#at = comma.lastIndex;
    return true;
  }

  /** What was meant as the value is passed over, so that one mistake is one finding. */
  #reportUnreadable(start: number, key: SettingKey | null): 'unreadable' {
    if (/["']/.test(this.#text[this.#at] ?? '')) {
      this.#at += /.*/.exec(this.#text.slice(this.#at))?.[0].length ?? 0;
      this.#report(
        'BUD102',
        start,
        'a quoted value has no closing quote',
        'Close it with the same quote, on the same line.',
        key,
      );
      return 'unreadable';
    }
    const separated = /\s+[^\s=]+(?=\s|$)/y;
    separated.lastIndex = this.#at;
    this.#at = separated.test(this.#text) ? separated.lastIndex : this.#endOfWord(this.#at);
    this.#report(
      'BUD102',
      start,
      'a value is missing after "="',
      'Write the value right after "=", without spaces.',
      key,
    );
    return 'unreadable';
  }

  #store(written: string, value: Written | null, start: number): void {
    if (/^attributes\../i.test(written) && value !== null) {
      const name = written.slice('attributes.'.length);
      const others = this.settings['attributes'] as object | undefined;
      if (others !== undefined && Object.hasOwn(others, name)) this.#reportRepeated(written, start);
      this.settings['attributes'] = { ...others, [name]: readAttribute(value) };
      return;
    }
    const key = settingKey(written);
    if (key === null) return this.#reportUnknown(written, start);
    if (value === null && !isSwitch(key)) {
      this.#report('BUD102', start, `"${written}" has no value`, `Write \`${written}=…\`.`, key);
      return;
    }
    const read = value === null || readValue(key, value);
    const { admits, words } = acceptedBy(key);
    if (!admits(read)) {
      const given = value?.parts.join(',') ?? '';
      this.#report('BUD105', start, `bad value "${given}" for "${written}" in @track`, `Accepted: ${words}.`, key);
      return;
    }
    if (this.ranges.has(key)) this.#reportRepeated(written, start, key);
    this.settings[key] = read;
    this.ranges.set(key, [this.#offset + start, this.#offset + this.#at]);
    const meant = key === 'type' && typeof read === 'string' ? almostKnownType(read) : null;
    if (meant !== null) this.#report('BUD112', start, almostKnown(String(read)), `Did you mean "${meant}"?`);
  }

  #reportRepeated(written: string, start: number, key: SettingKey | null = null): void {
    this.#report('BUD111', start, `"${written}" appears twice in this @track`, 'Keep one of the two.', key);
  }

  #reportUnknown(written: string, start: number): void {
    const suggestion = suggestKey(written);
    const remedy = suggestion === null ? noSuchKey : `Did you mean "${suggestion}"?`;
    const meant = suggestion === null ? null : settingKey(suggestion);
    this.#report('BUD104', start, `unknown key "${written}" in @track`, remedy, meant);
  }

  /** `key` is what could not be read, or what an unknown key was probably meant to be. */
  #report(code: ProblemCode, start: number, message: string, remedy: string, key: SettingKey | null = null): void {
    const isClosing = protecting.has(key);
    if (isClosing) this.#isClosed = true;
    const [from, to] = [this.#offset + start, this.#offset + this.#at];
    this.findings.push({ code, message, remedy: isClosing ? remedy + nothingRecorded : remedy, start: from, end: to });
  }

  #endOfWord(from: number): number {
    const end = this.#text.slice(from).search(/\s/);
    return end === -1 ? this.#text.length : Math.max(from + end, from + 1);
  }
}
