/**
 * The commands, each with its help and with what it does:
 *
 *   every one ─▶ input/ project, files
 *     instrument ─▶ instrument/    all files or none ─▶ summary
 *     list       ─▶ list/          every tracked function ─▶ a table, or JSON
 *     explain    ─▶ explain/       what became of one file, and why
 *     doctor     ─▶ doctor/        what is set up, and what is missing
 *     record, replay ─▶ run/       a program, and what it asked
 *     diff       ─▶ run/           what two runs did, as one tree
 *     flow       ─▶ flow/          what single runs did
 *     view, mcp  ─▶ view/          traces, for people and for agents
 *     attach, top ─▶ attach/       what a running process does
 *   problems ─▶ terminal/ printed ─▶ exit code
 */
import { resolve } from 'node:path';

import { BadInput } from '../arguments/bad-input.ts';
import { projectFlags, type Call, type Command } from '../arguments/command.ts';
import { exitCodeOf, exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { isEmitted, isUncompiled } from '../input/file-kind.ts';
import { findFiles, type FoundFile } from '../input/find-files.ts';
import { instrumentAll } from '../instrument/instrument-all.ts';
import { onInterrupt } from '../instrument/interrupt.ts';
import { projectOf } from '../input/project.ts';
import { createProgress } from '../terminal/progress.ts';
import { printProblems } from '../terminal/print-problems.ts';
import { PendingFiles } from '../instrument/pending-files.ts';
import { formatSummary } from '../instrument/summary.ts';

/** `bud instrument`: tracks functions in JavaScript that a compiler has written. */
export const instrumentCommand: Command = {
  name: 'instrument',
  summary: 'Instruments the marked functions of emitted JavaScript, in place or into another folder',
  usage: 'bud instrument <files or folders> [flags]',
  about: [
    'For compilers without a plugin: run it after tsc, Babel, SWC or whatever writes the JavaScript. Comments have to',
    'survive until then. Source maps that came with the files, inline or beside them, are chained. Files that are already',
    'instrumented stay as they are, so it can run after every incremental build. All files are replaced together at the',
    'end, each as a whole. node_modules inside the folders is left alone; so are symbolic links, unless --out is given.',
  ],
  flags: {
    out: { value: 'folder', about: 'copy everything there, and leave the originals alone' },
    check: { about: 'write nothing; exit with 1 if a run would write something or find a problem' },
    strict: { about: 'write nothing if there is a problem' },
    sources: { about: 'with --out, also take TypeScript and JSX found in folders, not only files named one by one' },
    ...projectFlags,
  },
  examples: [
    ['bud instrument dist', 'after tsc: in place, maps chained'],
    ['bud instrument dist --out dist-tracked', 'a tracked copy; dist stays as it is'],
    ['bud instrument dist --check', 'in CI: was everything instrumented?'],
    ['bud instrument src --sources --out src-tracked', 'TypeScript for a compiler that drops comments'],
    ['BUD_TRACK=llm,tool bud instrument dist', 'only functions of these types'],
  ],
  run: runInstrument,
};

async function runInstrument(call: Call): Promise<ExitCode> {
  const { terminal, flags } = call;
  const project = projectOf(call);
  const out = outOf(call);
  const isSourcePath: IsSource = (path) => isEmitted(path) || (flags.has('sources') && isUncompiled(path));
  const isSource = ({ isNamed, path, relative }: FoundFile): boolean =>
    isNamed || (isSourcePath(path) && !relative.split(/[\\/]/).some(isForeign));
  const files = filesOf(call, out, isSourcePath);
  const pending = new PendingFiles();
  const stopWatching = onInterrupt(() => pending.discard());
  const progress = createProgress(terminal.err, flags.has('check') ? 'checking' : 'instrumenting');
  try {
    const run = await instrumentAll({ files, isSource, out, project, pending, isCheck: flags.has('check'), progress });
    progress.end();
    printProblems(terminal, run.problems);
    const isCheck = flags.has('check');
    const exitCode = exitCodeOf(run.problems);
    const refusal = refusalOf(exitCode, project.options.strict);
    if (refusal === null && !isCheck) pending.commit();
    const isEmpty = !files.some(isSource);
    terminal.out.write(formatSummary(run, { isCheck, refusal, isEmpty, isOff: project.options.mode === 'off' }));
    return exitCode === exitCodes.fine && isCheck && run.writtenCount > 0 ? exitCodes.problems : exitCode;
  } finally {
    progress.end();
    stopWatching();
    pending.discard();
  }
}

/** Why nothing is written. */
function refusalOf(exitCode: ExitCode, isStrict: boolean): string | null {
  if (exitCode === exitCodes.badInput) return 'some files cannot be read';
  return isStrict && exitCode === exitCodes.problems ? 'there are problems and `strict` is on' : null;
}

function outOf({ flags, folder }: Call): string | null {
  const out = flags.get('out');
  return typeof out === 'string' ? resolve(folder, out) : null;
}

function filesOf({ paths, folder }: Call, out: string | null, isSource: IsSource): readonly FoundFile[] {
  if (paths.length === 0) throw new BadInput('no files or folders were given', 'Try `bud instrument dist`.');
  if (out !== null && paths.some((path) => resolve(folder, path) === out)) {
    throw new BadInput('`--out` names the folder that is being instrumented', 'Omit `--out` to instrument in place.');
  }
  const files = findFiles(paths, {
    folder,
    followsLinks: out !== null,
    isWanted: (path, isFolder) => (out === null ? (isFolder ? !isForeign(path) : isSource(path)) : path !== out),
  });
  checkFiles(files, out);
  return files;
}

type IsSource = (path: string) => boolean;

/** What lies there is not the project's own; `--out` copies it as it is. */
function isForeign(folder: string): boolean {
  return /(?:^|[\\/])(?:node_modules|\.git)$/.test(folder);
}

function checkFiles(files: readonly FoundFile[], out: string | null): void {
  for (const { isNamed, path, shown, relative } of files) {
    if (isNamed && !isEmitted(path) && !isUncompiled(path)) {
      throw new BadInput(
        `${shown} is not a JavaScript or TypeScript file`,
        'Name files that end in .js, .mjs, .cjs, .ts or .tsx.',
      );
    }
    if (out === null && isUncompiled(path)) {
      throw new BadInput(
        `${shown} is source code, which would be overwritten`,
        'Add `--out <folder>` for a tracked copy, or instrument what a compiler has written.',
      );
    }
    if (out !== null && relative.startsWith('..')) {
      throw new BadInput(
        `${shown} is outside the working folder`,
        'With `--out`, name a single folder, or folders inside the working folder.',
      );
    }
  }
}
