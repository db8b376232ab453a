/*
 * Comments become marks:
 *
 *   comments ─┬─ `@track-file off` ─ file-switch → the file is left alone
 *             └─ `@track …` ─ readMarks ─ pairs ─┬─ Settings, with the table of keys of config/settings
 *                                                └─ findings: near misses, unknown keys, bad values
 *   Mark: its settings, its own range, and the offset of the first token after its comment, which it attaches to
 */
import { rulePath, type ResolvedOptions } from '../config/options.ts';
import type { SettingKey, Settings } from '../config/settings.ts';
import type { Comment } from '../language/syntax.ts';
import type { Finding } from '../problem.ts';
import { readPairs } from './pairs.ts';

/** A comment that asks for tracking. Offsets are UTF-16. */
export interface Mark {
  readonly settings: Settings;
  /** Of `@track` and what belongs to it. */
  readonly start: number;
  readonly end: number;
  /** Where the first token after its comment begins, other comments aside. */
  readonly target: number;
  /** Where each key was written, for problems that only planning can find. */
  readonly ranges: ReadonlyMap<SettingKey, readonly [start: number, end: number]>;
}

/** Could the file have anything to track? Costs a substring search and, with rules, a glob; hosts ask it first. */
export function mayTrack(code: string, file: string, options: ResolvedOptions): boolean {
  if (options.mode === 'off') return false;
  const path = rulePath(file, options);
  if (options.isExcluded(path)) return false;
  return code.includes('@track') || options.rules.some((rule) => rule.matchesFile(path));
}

/** Reads every mark of a file. The same grammar holds in `//`, `/*`, `/**` and `/*!` comments. */
export function readMarks(
  comments: readonly Comment[],
  code: string,
): { readonly marks: readonly Mark[]; readonly findings: readonly Finding[] } {
  const ends = new Map(comments.map(({ start, end }) => [start, end]));
  const read = comments.map((comment) => readComment(comment, () => targetOf(comment, ends, code)));
  return { marks: read.flatMap(({ marks }) => marks), findings: read.flatMap(({ findings }) => findings) };
}

// The word `@track` alone: not `@tracker`, `@track-file`, `me@track.com` or `` `@track` ``.
const markWord = /(?<=^|[\s*])@track(?=$|[\s*])/gm;
// `@track: type=llm` and `@track(type=llm)` mean a mark but are not one.
const nearMiss = /(?<=^|[\s*])@track[:(]\s*[\w.-]+=\S*/gm;

function readComment({ value, start: commentStart }: Comment, target: () => number): ReturnType<typeof readMarks> {
  const offset = commentStart + 2;
  const misses = [...value.matchAll(nearMiss)].map(({ index, 0: text }): Finding => {
    const start = offset + index;
    const remedy = 'Write @track type=llm: the word alone, followed by key=value pairs.';
    return { code: 'BUD102', message: `"${text}" is not a mark`, remedy, start, end: start + text.length };
  });
  const read = [...value.matchAll(markWord)].map(({ index }) => {
    const from = index + '@track'.length;
    const text = value.slice(from, endOfMark(value, from)).trimEnd();
    const { settings, ranges, findings } = readPairs(text, offset + from);
    const end = offset + from + text.length;
    return { mark: { settings, start: offset + index, end, target: target(), ranges }, findings };
  });
  return { marks: read.map(({ mark }) => mark), findings: [...misses, ...read.flatMap(({ findings }) => findings)] };
}

function targetOf(comment: Comment, ends: ReadonlyMap<number, number>, code: string): number {
  let at: number | undefined = comment.end;
  let token = at;
  while (at !== undefined) {
    token = at;
    while (/\s/.test(code[token] ?? '')) token++;
    at = ends.get(token);
  }
  return token;
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
