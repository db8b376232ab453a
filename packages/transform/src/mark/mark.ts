import type { Finding, ProblemCode } from '../problem.ts';
import {
  isSwitch,
  readAttribute,
  readValue,
  settingKey,
  suggestKey,
  type SettingKey,
  type Settings,
  type Written,
} from '../config/settings.ts';
import type { Comment } from '../language/syntax.ts';

/** A comment that asks for tracking. */
export interface Mark {
  readonly settings: Settings;
  /** UTF-16 offsets of `@track` and what belongs to it. */
  readonly start: number;
  readonly end: number;
  /** Where the comment ends; the next token is what the mark attaches to. */
  readonly commentEnd: number;
  /** Where each key was written, for problems that only planning can find. */
  readonly keyStarts: ReadonlyMap<SettingKey, readonly [start: number, end: number]>;
}

/** Could this file have a mark at all? One substring search, so that a file without costs nothing. */
export function mayHaveMark(code: string): boolean {
  return code.includes('@track');
}

// The word `@track` alone: not `@tracker`, `@track-file`, `me@track.com` or `` `@track` ``.
const markWord = /(?<=^|[\s*])@track(?=$|[\s*])/gm;
const fileSwitch = /(?<=^|[\s*])@track-file(?=$|[\s*:(])[ \t]*(?<value>[^\s*]*)/m;

/**
 * `@track-file off`: nothing in the file is tracked. It has to stand before the first statement that is no directive;
 * what stands elsewhere, or says something else, is a finding.
 */
export function readFileSwitch(comment: Comment, isAtBeginning: boolean, findings: Finding[]): boolean {
  const match = fileSwitch.exec(comment.value);
  if (match === null) return false;
  const isOff = match.groups?.['value'] === 'off';
  if (isOff && isAtBeginning) return true;
  const start = comment.start + 2 + match.index;
  const end = start + match[0].length;
  findings.push(
    isOff
      ? {
          code: 'BUD110',
          message: 'this @track-file stands behind the beginning of the file',
          remedy: 'Move it before the first statement.',
          start,
          end,
        }
      : { code: 'BUD102', message: `"${match[0].trim()}" is no mark`, remedy: 'Write @track-file off.', start, end },
  );
  return false;
}

// `@track: type=llm` and `@track(type=llm)` mean a mark and are none.
const nearMiss = /(?<=^|[\s*])@track[:(]\s*[\w.-]+=\S*/gm;

/** Reads every mark of a comment. The same grammar holds in `//`, `/*`, `/**` and `/*!` comments. */
export function readMarks(comment: Comment, findings: Finding[]): readonly Mark[] {
  const { value } = comment;
  const offset = comment.start + 2;
  for (const { index, 0: text } of value.matchAll(nearMiss)) {
    const start = offset + index;
    const remedy = 'Write @track type=llm: the word alone, then key=value pairs.';
    findings.push({ code: 'BUD102', message: `"${text}" is no mark`, remedy, start, end: start + text.length });
  }
  return [...value.matchAll(markWord)].map(({ index }) => {
    const from = index + '@track'.length;
    const text = value.slice(from, endOfMark(value, from)).trimEnd();
    const reader = new MarkReader(text, offset + from, findings);
    const settings = reader.read();
    return {
      settings,
      start: offset + index,
      end: offset + from + text.length,
      commentEnd: comment.end,
      keyStarts: reader.keyStarts,
    };
  });
}

/** A mark ends with its line, before the next JSDoc tag, or with the comment; quotes protect none of these but the tag. */
function endOfMark(value: string, from: number): number {
  let quote = '';
  for (let at = from; at < value.length; at++) {
    const character = value[at];
    if (character === '\n' || character === '\r' || character === '\u2028' || character === '\u2029') return at;
    if ((character === '"' || character === "'") && value[at - 1] !== '\\') {
      if (quote === '' && value[at - 1] !== '=' && value[at - 1] !== ',') continue;
      quote = quote === character ? '' : quote || character;
    }
    if (character === '@' && quote === '' && /\s/.test(value[at - 1] ?? '')) return at;
  }
  return value.length;
}

const token = /\s+|(?<key>[^\s=,"]+)(?<assign>=)?/y;
const part = /(?<quote>["'])(?<quoted>(?:(?!\k<quote>)[^\\]|\\.)*)\k<quote>|(?<word>[^\s,"'][^\s,"]*)/y;

/** Reads `key=value` pairs from left to right; what cannot be read is a finding, and reading goes on behind it. */
class MarkReader {
  readonly keyStarts = new Map<SettingKey, readonly [number, number]>();
  readonly #text: string;
  readonly #offset: number;
  readonly #findings: Finding[];
  #at = 0;

  constructor(text: string, offset: number, findings: Finding[]) {
    this.#text = text;
    this.#offset = offset;
    this.#findings = findings;
  }

  read(): Settings {
    const settings: Record<string, unknown> = {};
    while (this.#at < this.#text.length) this.#readPair(settings);
    return settings;
  }

  #readPair(settings: Record<string, unknown>): void {
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
    if (written !== 'unreadable') this.#store(settings, key, written, start);
  }

  /** The value behind `=`; `unreadable` after a finding. */
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
    this.#report('BUD102', start, 'a value is missing after "="', 'Write the value right behind "=", without spaces.');
    return 'unreadable';
  }

  #store(settings: Record<string, unknown>, written: string, value: Written | null, start: number): void {
    if (/^attributes\../i.test(written) && value !== null) {
      const name = written.slice('attributes.'.length);
      settings['attributes'] = { ...(settings['attributes'] as object | undefined), [name]: readAttribute(value) };
      return;
    }
    const key = settingKey(written);
    if (key === null || key === 'attributes') return this.#reportUnknown(written, start);
    if (value === null && !isSwitch(key)) {
      this.#report('BUD102', start, `"${written}" has no value`, `Write ${written}=….`);
      return;
    }
    const read = value === null ? { value: true } : readValue(key, value);
    if (typeof read === 'string') {
      const given = value?.parts.join(',') ?? '';
      this.#report('BUD105', start, `bad value "${given}" for "${written}" in @track`, `Accepted: ${read}.`);
      return;
    }
    settings[key] = read.value;
    this.keyStarts.set(key, [this.#offset + start, this.#offset + this.#at]);
  }

  #reportUnknown(written: string, start: number): void {
    const suggestion = suggestKey(written);
    const remedy =
      suggestion === null
        ? 'See the README for the keys of a mark; values with spaces need quotes.'
        : `Did you mean "${suggestion}"?`;
    this.#report('BUD104', start, `unknown key "${written}" in @track`, remedy);
  }

  #report(code: ProblemCode, start: number, message: string, remedy: string): void {
    this.#findings.push({ code, message, remedy, start: this.#offset + start, end: this.#offset + this.#at });
  }

  #endOfWord(from: number): number {
    const end = this.#text.slice(from).search(/\s/);
    return end === -1 ? this.#text.length : Math.max(from + end, from + 1);
  }
}
