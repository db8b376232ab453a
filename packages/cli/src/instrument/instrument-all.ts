/**
 * From files to files, all or none:
 *
 *   a file ─▶ input/ ─▶ instrument-file    compiled, its map chained and moved along
 *          ─▶ hand-written?                is it what somebody wrote? then the run ends
 *          ─▶ pending-files                a complete file beside the one that it will replace
 *   all of them ─▶ rules that reached nothing, the runtime that is missing ─▶ summary
 *   the command commits them: every file is renamed at once; an interrupt discards it
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { configurationProblem, createRuntimeCheck, packageModuleKind, type Project } from '@bud/project';
import type { Problem, SourceSite } from '@bud/transform';

import { BadInput, fileFailure } from '../arguments/bad-input.ts';
import type { FoundFile } from '../input/find-files.ts';
import { readBytes, readInput } from '../input/input-file.ts';
import { createHandWrittenCheck } from './hand-written.ts';
import { instrumentFile, type FileResult } from './instrument-file.ts';
import type { Progress } from '../terminal/progress.ts';
import type { PendingFiles } from './pending-files.ts';

export interface Work {
  readonly files: readonly FoundFile[];
  /** Which of them may hold functions; `--out` copies all others as they are. */
  readonly isSource: (file: FoundFile) => boolean;
  /** `null`: in place. */
  readonly out: string | null;
  readonly project: Project;
  readonly pending: PendingFiles;
  readonly isCheck: boolean;
  readonly progress: Progress;
}

/** What a run did, or would do. */
export interface Run {
  readonly fileCount: number;
  /** Files that were instrumented, whether or not they had to be written. */
  readonly instrumentedCount: number;
  /** Files that an earlier run has instrumented. */
  readonly earlierCount: number;
  /** Files that differ from what is on disk. */
  readonly writtenCount: number;
  readonly sites: readonly SourceSite[];
  readonly problems: readonly Problem[];
}

/** A run that is under way. */
interface Draft {
  instrumentedCount: number;
  earlierCount: number;
  writtenCount: number;
  readonly sites: SourceSite[];
  readonly problems: Problem[];
  /** Chained maps are in the way of copies of the maps that they replace. */
  readonly targets: Set<string>;
  readonly isHandWritten: ReturnType<typeof createHandWrittenCheck>;
  /** A mark, a rule or an earlier run asks for something. */
  isAskedFor: boolean;
}

/** Instruments files and leaves them pending: nothing is replaced before they are committed. */
export async function instrumentAll(work: Work): Promise<Run> {
  const { files, isSource, out, project, progress } = work;
  const draft: Draft = {
    instrumentedCount: 0,
    earlierCount: 0,
    writtenCount: 0,
    sites: [],
    problems: [],
    targets: new Set(),
    isHandWritten: createHandWrittenCheck(),
    isAskedFor: project.options.mode === 'off' || project.options.rules.length > 0 || !files.some(isSource),
  };
  const sourcesFirst = [...files.filter(isSource), ...files.filter((file) => !isSource(file))];
  const checkRuntime = createRuntimeCheck();
  for (const [index, file] of sourcesFirst.entries()) {
    progress.step(index, files.length);
    const target = out === null ? file.path : join(out, file.relative);
    const written = isSource(file) ? await replacementOf(file, target, work, draft) : null;
    if (written !== null) {
      draft.instrumentedCount += 1;
      draft.problems.push(...checkRuntime(project.options.runtime, target));
      if (written.map !== null) await put(written.map.path, written.map.json, file, work, draft);
      await put(target, written.code, file, work, draft);
    } else if (out !== null && !draft.targets.has(target)) {
      await put(target, await readBytes(file), file, work, draft);
    }
  }
  // Who names single files knows that there are others.
  const isPart = files.some(({ isNamed }) => isNamed);
  const unmatched = isPart ? [] : project.compiler.unmatched(files.map(({ path }) => path));
  const unasked = draft.isAskedFor ? [] : [nothingAsked];
  const problems = [...draft.problems, ...project.problems, ...unmatched, ...unasked];
  return { ...draft, fileCount: files.length, problems };
}

/** Compilers that drop comments leave nothing behind that could tell. */
const nothingAsked: Problem = configurationProblem({
  code: 'BUD408',
  message: 'no mark was found, and no rule is configured',
  remedy: 'Keep comments in the compiler that writes the files (`"removeComments": false`), or configure rules.',
});

async function replacementOf(
  file: FoundFile,
  target: string,
  { project, out }: Work,
  draft: Draft,
): Promise<FileResult['written']> {
  if (project.options.mode === 'off') return null;
  const input = await readInput(file, project);
  const result = instrumentFile(file, input, target, packageModuleKind(file.path), project);
  if (result.skipped === 'instrumented') draft.earlierCount += 1;
  draft.isAskedFor ||= result.isAskedFor;
  draft.sites.push(...result.sites);
  draft.problems.push(...result.problems);
  if (out === null && result.written !== null && draft.isHandWritten(file, input)) {
    throw new BadInput(
      `${file.shown} may be hand-written: it came without a source map, and Git keeps it with the sources`,
      'Add `--out <folder>` for a tracked copy, or instrument what a compiler has written.',
    );
  }
  return result.written;
}

async function put(
  target: string,
  content: string | Uint8Array,
  { path, shown }: FoundFile,
  { pending, isCheck }: Work,
  draft: Draft,
): Promise<void> {
  draft.targets.add(target);
  if (await isSame(target, content)) return;
  draft.writtenCount += 1;
  if (isCheck) return;
  await pending.put(target, content, await permissionsOf(path, shown));
}

async function isSame(target: string, content: string | Uint8Array): Promise<boolean> {
  try {
    return Buffer.from(content).equals(await readFile(target));
  } catch (error) {
    // A folder would be noticed only when other files have been replaced already.
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR') throw fileFailure('write', target, error);
    // It is not there yet; what else may be wrong with it shows when it is written.
    return false;
  }
}

async function permissionsOf(path: string, shown: string): Promise<number> {
  try {
    return (await stat(path)).mode;
  } catch (error) {
    throw fileFailure('read', shown, error);
  }
}
