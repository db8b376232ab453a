import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { ConfigError } from './config-error.ts';

/** The names a configuration file can have, besides `package.json`. */
const configFiles: readonly string[] = ['cjs', 'js', 'json', 'mjs', 'mts', 'ts'].map(
  (extension) => `bud.track.config.${extension}`,
);

/** The key of `package.json` that holds options. */
const manifestKey = 'budTrack';

/**
 * The configuration file of the project in `folder`: the nearest one, in the folder itself or above. A `package.json`
 * without the key is passed over. Throws a {@link ConfigError} where two stand side by side.
 */
export function findConfigFile(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const [file, second] = configFilesIn(at);
    if (file !== undefined && second !== undefined) {
      const remedy = `Keep one of the two; ${basename(second)} would never be read.`;
      throw new ConfigError(file, `there are more Bud Track options beside it, in ${shownName(second)}`, remedy);
    }
    if (file !== undefined || at === dirname(at)) return file;
  }
}

function configFilesIn(folder: string): readonly string[] {
  const files = configFiles.map((name) => join(folder, name)).filter((file) => existsSync(file));
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && 'value' in manifestOptions(manifest) ? [...files, manifest] : files;
}

/** The options in a `package.json`; most have none, and are not parsed. */
export function manifestOptions(file: string): { readonly value?: unknown } {
  const content = readFileSync(file, 'utf8');
  if (!content.includes(`"${manifestKey}"`)) return {};
  const manifest = parseJson(file, content);
  return typeof manifest === 'object' && manifest !== null && manifestKey in manifest
    ? { value: manifest[manifestKey] }
    : {};
}

export function parseJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new ConfigError(
      file,
      `the JSON cannot be parsed: ${error instanceof Error ? error.message : String(error)}`,
      'Correct the syntax; JSON has no comments and no trailing commas.',
      error,
    );
  }
}

/** How messages call it: `package.json#budTrack` or the file's name. */
function shownName(file: string): string {
  return basename(file) === 'package.json' ? `package.json#${manifestKey}` : basename(file);
}
