import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';

import { BadInput, fileFailure } from './bad-input.ts';

/** A file that a command was given, by itself or by a folder that it is in. */
export interface FoundFile {
  /** Absolute and real: behind every symbolic link. */
  readonly path: string;
  /** How messages call it: relative to the working folder. */
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
  /** Asked for folders and files inside folders, with their absolute paths. */
  readonly isWanted: (path: string, isFolder: boolean) => boolean;
}

/** The files behind the paths of a command line, in a stable order. Throws {@link BadInput} for what cannot be read. */
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
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    const isLink = entry.isSymbolicLink();
    if (isLink && !search.followsLinks) continue;
    const isFolder = isLink ? isFolderAt(path, path) : entry.isDirectory();
    if (!search.isWanted(path, isFolder)) continue;
    if (!isFolder) {
      if (isLink || entry.isFile()) yield path;
      continue;
    }
    const real = isLink ? realpathOf(path, path) : path;
    if (isLink && parents.some((parent) => parent === real || parent.startsWith(real + sep))) {
      throw new BadInput(
        `${path} is a symbolic link to a folder that it is in`,
        'Remove the link, or name its folders.',
      );
    }
    yield* filesIn(path, search, [...parents, real]);
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw fileFailure('read', folder, error);
  }
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
