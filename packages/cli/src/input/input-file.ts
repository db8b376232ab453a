/**
 * What a command is given, as far as it reads it:
 *
 *   paths ─▶ find-files      the files they stand for; gitignore says what builds write, file-kind what holds functions
 *         ─▶ input-file      bytes ─▶ source text ─▶ the map that it came with ─▶ where it was written
 *   --root, --config ─▶ project
 *   what cannot be used ─▶ bad-input    ends the command, before anything is replaced
 */
import { readFile } from 'node:fs/promises';

import { fileProblem, originOf, readInputMap, type InputMap, type MapOrigin, type Project } from '@bud/project';
import { projectPath, type Problem } from '@bud/transform';

import { fileFailure } from '../arguments/bad-input.ts';
import type { FoundFile } from './find-files.ts';

/** A file as a command reads it: its source text, and what that was compiled from. */
export interface InputFile {
  /** `null`: it is not UTF-8. */
  readonly code: string | null;
  readonly bytes: Uint8Array;
  readonly map: InputMap | null;
  readonly origin: MapOrigin | undefined;
  readonly problems: readonly Problem[];
}

export async function readBytes({ path, shown }: FoundFile): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileFailure('read', shown, error);
  }
}

/** Reads a file and the source map that it came with. */
export async function readInput(file: FoundFile, { options }: Project): Promise<InputFile> {
  const bytes = await readBytes(file);
  const code = decode(bytes);
  const nothing = { code, bytes, map: null, origin: undefined, problems: [] };
  if (options.isExcluded(projectPath(file.path, options.root))) return nothing;
  if (code === null) {
    // Nobody asks for anything in it.
    if (!bytes.includes('@track') && options.rules.length === 0) return nothing;
    const problem = fileProblem(file.shown, {
      code: 'BUD003',
      message: 'the file is not valid UTF-8',
      remedy: 'Save it as UTF-8, or add it to `exclude`.',
    });
    return { ...nothing, problems: [problem] };
  }
  return { ...nothing, ...readMap(code, file, options.root) };
}

function readMap(code: string, { path, shown }: FoundFile, root: string): Partial<InputFile> {
  try {
    const map = readInputMap(code, path);
    return map === null ? {} : { map, origin: originOf(map, code, path, root) };
  } catch (error) {
    // Packages often name a map that they do not ship, or that is elsewhere on the web; there is nothing to chain then.
    if (error instanceof Error && 'code' in error && absent.has(String(error.code))) return {};
    const why = error instanceof Error ? error.message : String(error);
    const problem = fileProblem(shown, {
      code: 'BUD404',
      message: `the source map that the file came with cannot be read: ${why}`,
      remedy: 'Build the file again, or add it to `exclude`.',
    });
    return { problems: [problem] };
  }
}

const absent: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ERR_INVALID_URL_SCHEME',
  'ERR_INVALID_FILE_URL_HOST',
]);

/** A byte order mark is kept; bytes that are not UTF-8 would be lost in a string. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
