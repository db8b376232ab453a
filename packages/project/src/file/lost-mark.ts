import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';

import {
  linesOf,
  locateProblems,
  planModule,
  projectPath,
  type Problem,
  type ResolvedOptions,
  type SourceSite,
} from '@bud/transform';

/** A file as it was written, before any step changed it. */
export interface OriginalFile {
  readonly file: string;
  readonly code: string;
}

/** What handles a file's code before the compiler, and may have dropped its comments. */
export interface Suspect {
  readonly name: string;
  /** It loads the file, or has written it: no order of plugins lets the compiler see the file before. */
  readonly isAlwaysFirst: boolean;
}

/**
 * The file of an id as it is on disk, for what can have lost marks on its way to the compiler. The id of a part of a
 * component names the whole file; what is instrumented already has no marks left to lose.
 */
export function originalFileOf(code: string, id: string, runtime: string): OriginalFile | null {
  const file = id.replace(/[?#].*$/, '');
  if (!isAbsolute(file) || !/\.[cm]?[jt]sx?$/.test(file) || code.includes(runtime)) return null;
  return { file, code: codeOnDisk(file) };
}

/**
 * The functions whose marks are in the file as it was written and no longer in the code that the compiler was given,
 * because one of the steps before it (`suspects`) drops comments.
 */
export function lostMarkProblems(
  code: string,
  id: string,
  { file, code: written }: OriginalFile,
  project: ResolvedOptions,
  suspects: readonly Suspect[],
): readonly Problem[] {
  if (written === code || !written.includes('@track')) return [];
  const options = { ...project, rules: [], origin: undefined };
  const kept = sitesOf(code, id, options);
  const lines = linesOf(written);
  const findings = unmatched(sitesOf(written, file, options), kept)
    .filter((site) => code.includes(lastName(site)))
    .map((site) => {
      const start = lines.offset(site);
      return {
        code: 'BUD402' as const,
        message: `the mark on ${site.function} is in the file, but was dropped before Bud Track saw it`,
        remedy: remedyFor(suspects),
        start,
        end: start + 1,
      };
    });
  return locateProblems(findings, written, projectPath(file, project.root));
}

function remedyFor(suspects: readonly Suspect[]): string {
  const keep = `comments in ${suspects.map(({ name }) => name).join(', ')}`;
  return suspects.every(({ isAlwaysFirst }) => isAlwaysFirst)
    ? `Keep ${keep}, which comes before every plugin.`
    : `Run Bud Track first, or keep ${keep}.`;
}

function codeOnDisk(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A module that a plugin made up has no file, and so no marks to lose.
    return '';
  }
}

function sitesOf(code: string, file: string, options: ResolvedOptions): readonly SourceSite[] {
  return planModule(code, file, options).functions.map(({ site }) => site);
}

/** Compilers move functions, fields into constructors and the like: then the last part of the name has to do. */
function unmatched(written: readonly SourceSite[], kept: readonly SourceSite[]): readonly SourceSite[] {
  const left = [...kept];
  return [qualifiedName, lastName].reduce(
    (sites, nameOf) =>
      sites.filter((site) => {
        const index = left.findIndex((other) => nameOf(other) === nameOf(site));
        if (index !== -1) left.splice(index, 1);
        return index === -1;
      }),
    written,
  );
}

function qualifiedName(site: SourceSite): string {
  return site.function;
}

/** A step before may leave a whole function out, which is its business: then its name is no longer in the code. */
function lastName(site: SourceSite): string {
  return /[\p{ID_Continue}$]+$/u.exec(site.function)?.[0] ?? '';
}
