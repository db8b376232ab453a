/*
 * Comments become marks:
 *
 *   comments ─┬─ `@track-file off` ─ file-switch → the file is left alone
 *             ├─ `@Track`, `@trak` ─ word ─ findings
 *             └─ `@track …` ─ extent: its lines ─ pairs ─┬─ Settings, with the table of keys of config/settings
 *                                                        └─ findings: unknown keys, bad values, a contradiction
 *   Mark: its settings, its own range, and the offset of the first token after its comment, which it attaches to
 */
import { rulePath, type ResolvedOptions } from '../config/options.ts';
import type { SettingKey, Settings } from '../config/settings.ts';
import type { Comment } from '../language/syntax.ts';
import type { Finding } from '../problem.ts';
import { markSource } from './extent.ts';
import { readPairs } from './pairs.ts';
import { markLike, markWord, nearMisses } from './word.ts';

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

/**
 * Whether a file could have anything to track: costs a search of its source and, with rules, a glob; hosts ask it first.
 *
 * @example
 * import { resolveOptions } from '@bud/transform';
 * mayTrack('export const one = 1;', 'src/one.js', resolveOptions()); // false
 */
export function mayTrack(code: string, file: string, options: ResolvedOptions): boolean {
  if (options.mode === 'off') return false;
  const path = rulePath(file, options);
  if (options.isExcluded(path)) return false;
  if (options.library !== undefined) return true;
  return markLike.test(code) || options.rules.some((rule) => rule.matchesFile(path));
}

/** Reads every mark of a file. The same grammar holds in `//`, `/*`, `/**` and `/*!` comments. */
export function marksOf(
  comments: readonly Comment[],
  code: string,
): { readonly marks: readonly Mark[]; readonly findings: readonly Finding[] } {
  const ends = new Map(comments.map(({ start, end }) => [start, end]));
  const read = comments.map((comment) => readComment(comment, () => targetOf(comment, ends, code)));
  return { marks: read.flatMap(({ marks }) => marks), findings: read.flatMap(({ findings }) => findings) };
}

function readComment(comment: Comment, target: () => number): ReturnType<typeof marksOf> {
  const { value, start: commentStart } = comment;
  const offset = commentStart + 2;
  const read = [...value.matchAll(markWord)].map(({ index }) => {
    const from = index + '@track'.length;
    const source = markSource(value, from);
    const { settings, ranges, findings } = readPairs(source, offset + from);
    const end = offset + from + source.length;
    return { mark: { settings, start: offset + index, end, target: target(), ranges }, findings };
  });
  return {
    marks: read.map(({ mark }) => mark),
    findings: [...nearMisses(comment), ...read.flatMap(({ findings }) => findings)],
  };
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
