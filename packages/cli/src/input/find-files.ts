import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';

import { fdir } from 'fdir';

import { BadInput, fileFailure } from '../arguments/bad-input.ts';

/** A file that a command was given, by itself or by a folder that it is in. */
export interface FoundFile {
  /** Absolute and real: every symbolic link is followed. */
  readonly path: string;
  /** How messages name it: relative to the working folder. */
  readonly shown: string;
  /** Its place below `--out`. */
  readonly relative: string;
  /** It was named itself. */
  readonly isNamed: boolean;
}

/** Which files a command looks for. */
export interface Search {
  /** The working folder. */
  readonly folder: string;
  /**
   * Symbolic links inside folders are followed. Whoever replaces files leaves them alone: what they lead to may belong
   * to somebody else. A link that is named itself is always followed.
   */
  readonly followsLinks: boolean;
  /** Asked for folders and files inside folders, with their absolute paths; a link counts as a file. */
  readonly isWanted: (path: string, isFolder: boolean) => boolean;
}

/** The files that paths on a command line mean, in a stable order. Throws {@link BadInput} for what cannot be read. */
export function findFiles(inputs: readonly string[], search: Search): readonly FoundFile[] {
  const found = new Map<string, FoundFile>();
  const add = (file: FoundFile): void => void (found.has(file.path) || found.set(file.path, file));
  for (const input of inputs) {
    const path = resolve(search.folder, input);
    const isOnly = inputs.length === 1;
    if (!isFolderAt(path, input)) {
      add({ path: realpathOf(path, input), ...namesOf(path, isOnly ? basename(path) : null, search), isNamed: true });
      continue;
    }
    for (const file of filesIn(path, search, [realpathOf(path, input)])) {
      const below = isOnly ? relative(path, file) : null;
      add({ path: realpathOf(file, file), ...namesOf(file, below, search), isNamed: false });
    }
  }
  return [...found.values()];
}

/** `below` is its place below `--out`; `null`: as in the working folder. */
function namesOf(path: string, below: string | null, { folder }: Search): Pick<FoundFile, 'shown' | 'relative'> {
  const shown = relative(folder, path);
  return { shown, relative: below ?? shown };
}

/** `parents` are the real paths of the folders that it is in, to notice links that go in a circle. */
function* filesIn(folder: string, search: Search, parents: readonly string[]): Generator<string> {
  for (const path of crawl(folder, search)) {
    const isLink = search.followsLinks && lstatSync(path).isSymbolicLink();
    if (!isLink || !isFolderAt(path, path)) {
      yield path;
      continue;
    }
    const real = realpathOf(path, path);
    const above = [...parents, realpathOf(dirname(path), path)];
    if (above.some((parent) => parent === real || parent.startsWith(real + sep))) {
      throw new BadInput(
        `${path} is a symbolic link to a folder that contains it`,
        'Remove the link, or name the folders one by one.',
      );
    }
    yield* filesIn(path, search, [...above, real]);
  }
}

/**
 * The files below a folder, and the links where they are followed. Which of those lead in a circle fdir guesses by how
 * paths begin, and leaves out more than that; so they are followed here.
 */
function crawl(folder: string, { followsLinks, isWanted }: Search): readonly string[] {
  const crawler = new fdir({ excludeSymlinks: !followsLinks })
    .withFullPaths()
    .withErrors()
    .exclude((_name, path) => !isWanted(path.slice(0, -1), true))
    .filter((path) => isWanted(path, false));
  try {
    return crawler.crawl(folder).sync().toSorted(byFolder);
  } catch (error) {
    const path = error instanceof Error && 'path' in error ? String(error.path) : folder;
    throw fileFailure('read', path.replace(/[\\/]$/, ''), error);
  }
}

/** Folder by folder, so that `a/b.js` comes before `a.js`. */
function byFolder(a: string, b: string): number {
  return a.replaceAll(sep, '\0') < b.replaceAll(sep, '\0') ? -1 : 1;
}

function isFolderAt(path: string, shown: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw fileFailure('read', shown, error);
  }
}

function realpathOf(path: string, shown: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    throw fileFailure('read', shown, error);
  }
}
