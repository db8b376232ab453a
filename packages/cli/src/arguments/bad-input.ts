/**
 * Something that the user gave cannot be used: a flag, a path, a configuration. Says what and where, and what to do;
 * ends the command with exit code 2 before anything is replaced.
 */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly remedy: string;

  constructor(what: string, remedy: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.remedy = remedy;
  }
}

/** The errors of the file system that a user can do something about. */
const fileErrors: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOENT: ['no such file or folder', 'Check the path; if a build writes it, build first.'],
  ENOTDIR: ['part of the path is not a folder', 'Check the path.'],
  EEXIST: ['there is a file where a folder is needed', 'Name another folder, or move the file away.'],
  EISDIR: ['it is a folder', 'Name a file there, or move the folder away.'],
  EACCES: ['permission denied', 'Change its permissions, or leave it out.'],
  EPERM: ['permission denied', 'Change its permissions, or leave it out.'],
  EROFS: ['the file system is read-only', 'Use `--out` with a writable folder.'],
  ELOOP: ['its symbolic links form a loop', 'Remove or fix the link.'],
  ENOSPC: ['the disk is full', 'Free some space and run the command again; nothing is half-written.'],
  ENAMETOOLONG: ['the path is too long', 'Use a shorter one.'],
};

/** An error of the file system as bad input: `cannot read dist/a.js: permission denied`. Other errors pass through. */
export function fileFailure(doing: 'read' | 'write', path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = Object.hasOwn(fileErrors, code) ? fileErrors[code] : undefined;
  return known === undefined ? error : new BadInput(`cannot ${doing} ${path}: ${known[0]}`, known[1], error);
}
