import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';

import { instrument, placeProblems, projectPath, type Problem, type ResolvedOptions, type Site } from '@bud/transform';

/**
 * The functions whose marks are in the file on disk and no longer in the text that the compiler was given, because one of
 * the steps before it (`suspects`) drops comments. The file is read: hosts only ask where there is such a step.
 */
export function lostMarkProblems(
  code: string,
  id: string,
  project: ResolvedOptions,
  suspects: readonly string[],
): readonly Problem[] {
  const file = id.replace(/[?#].*$/, '');
  // The id of a part of a component names the whole file; what is instrumented already has no marks left to lose.
  if (!isAbsolute(file) || !/\.[cm]?[jt]sx?$/.test(file) || code.includes(project.runtime)) return [];
  const written = textOf(file);
  if (written === code || !written.includes('@track')) return [];
  const options = { ...project, rules: [] };
  const kept = new Set(instrument(code, id, options).sites.map((site) => site.function));
  const findings = instrument(written, file, options)
    .sites.filter((site) => !kept.has(site.function) && isMentioned(site.function, code))
    .map((site) => {
      const start = offsetOf(site, written);
      return {
        code: 'BUD402' as const,
        message: `the mark of ${site.function} is in the file, but was dropped before Bud Track saw it`,
        remedy: `Run Bud Track first, or keep comments in ${suspects.join(', ')}.`,
        start,
        end: start + 1,
      };
    });
  return placeProblems(findings, written, projectPath(file, project.root));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A module that a plugin made up has no file, and so no marks to lose.
    return '';
  }
}

/** A step before may leave a whole function out, which is its business. */
function isMentioned(name: string, code: string): boolean {
  return code.includes(/[\p{ID_Continue}$]+$/u.exec(name)?.[0] ?? '');
}

function offsetOf({ line, column }: Site, text: string): number {
  const lines = text.split(/(?<=\r\n|\r(?!\n)|[\n\u2028\u2029])/);
  return lines.slice(0, line - 1).join('').length + column - 1;
}
