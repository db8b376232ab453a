import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import remapping from '@jridgewell/remapping';

// ECMA-426, source map comments: the last one counts.
const comments = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm;
const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/;

/**
 * Chains the map of a change to a file with the map that the file came with, as `tsc` leaves one beside its output. Other
 * hosts chain by themselves; esbuild reads one map per file.
 *
 * Gives the text of a map from the changed file to the first source that is known.
 */
export async function chainInputMap(map: string, code: string, file: string): Promise<string> {
  const url = inputUrlOf(code);
  if (url === undefined) return map;
  try {
    return chainMaps(map, inlineMapOf(url) ?? (await readFile(resolve(dirname(file), url), 'utf8')));
  } catch {
    // A comment that names a missing or broken map is common in packages; esbuild goes on without it as well.
    return map;
  }
}

/** The map that a file came with; `undefined` where it names none, or one that cannot be read. */
export function inputMapOf(code: string, file: string): string | undefined {
  const url = inputUrlOf(code);
  if (url === undefined) return undefined;
  try {
    return inlineMapOf(url) ?? readFileSync(resolve(dirname(file), url), 'utf8');
  } catch {
    return undefined;
  }
}

/** The text of a map from what `map` leads from to what `earlier` leads to. Throws when one of them is broken. */
export function chainMaps(map: string, earlier: string): string {
  return remapping([map, earlier], () => null).toString();
}

function inputUrlOf(code: string): string | undefined {
  return [...code.matchAll(comments)].at(-1)?.[1];
}

function inlineMapOf(url: string): string | undefined {
  const [, base64, data] = inline.exec(url) ?? [];
  if (data === undefined) return undefined;
  return base64 === undefined ? decodeURIComponent(data) : Buffer.from(data, 'base64').toString();
}
