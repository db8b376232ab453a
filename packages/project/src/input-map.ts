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
  const url = [...code.matchAll(comments)].at(-1)?.[1];
  if (url === undefined) return map;
  try {
    return remapping([map, await readMap(url, file)], () => null).toString();
  } catch {
    // A comment that names a missing or broken map is common in packages; esbuild goes on without it as well.
    return map;
  }
}

async function readMap(url: string, file: string): Promise<string> {
  const [, base64, data] = inline.exec(url) ?? [];
  if (data === undefined) return await readFile(resolve(dirname(file), url), 'utf8');
  return base64 === undefined ? decodeURIComponent(data) : Buffer.from(data, 'base64').toString();
}
