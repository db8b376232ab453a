import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';

import { isOption, OptionsError, resolveOptions } from '@bud/transform';
import type * as Jiti from 'jiti';

import { ConfigError } from './config-error.ts';
import { findConfigFile, parseJson, manifestOptions } from './config-file.ts';
import { defineConfig, type Options } from './options.ts';

/** A configuration file and what it says. */
export interface LoadedConfig {
  /** Absolute; hosts watch it. */
  readonly file: string;
  /** Checked; a `root` in it is absolute, resolved from the file's own folder. */
  readonly options: Options;
}

/**
 * Reads the nearest `bud.track.config.{ts,mts,js,mjs,cjs,json}` or `package.json#budTrack`, in `folder` or above it. Reads
 * and evaluates it anew on every call, so that a watching host sees changes. Throws a {@link ConfigError} when the file
 * cannot be used.
 *
 * @example
 * const { file, options } = loadConfig(process.cwd()) ?? {};
 */
export function loadConfig(folder: string): LoadedConfig | undefined {
  const file = findConfigFile(folder);
  return file === undefined ? undefined : readConfig(file);
}

/** Reads one configuration file, of whatever name; see {@link loadConfig}. */
export function readConfig(file: string): LoadedConfig {
  const options = checkedOptions(file, writtenIn(file));
  return { file, options: options.root === undefined ? options : { ...options, root: rootOf(file, options.root) } };
}

function rootOf(file: string, root: string): string {
  return resolve(dirname(file), root);
}

function writtenIn(file: string): unknown {
  if (basename(file) === 'package.json') return manifestOptions(file).value;
  return file.endsWith('.json') ? parseJson(file, readFileSync(file, 'utf8')) : optionsIn(file, evaluate(file));
}

/** What a configuration file may import `defineConfig` from; it need not be installed where the file is. */
const virtualModules = Object.fromEntries(
  ['@bud/project', '@bud/unplugin', '@bud/tsc', '@bud/swc', '@bud/cli'].map((name) => [name, { defineConfig }]),
);

/** Loaded with the first file that needs it: it takes longer than all of the compiler. */
function loadJiti(): typeof Jiti {
  // Proof of the cast: its own declarations, of the same file for `require`.
  return createRequire(import.meta.url)('jiti') as typeof Jiti;
}

function evaluate(file: string): unknown {
  try {
    const jiti = loadJiti().createJiti(file, {
      fsCache: false,
      moduleCache: false,
      interopDefault: false,
      virtualModules,
    });
    return jiti(file);
  } catch (error) {
    const what = `the file cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`;
    throw new ConfigError(
      file,
      what,
      'Correct the error; the file is loaded synchronously, so top-level `await` does not work.',
      error,
    );
  }
}

/** The default export, or what `module.exports` was set to. */
function optionsIn(file: string, exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return exported;
  const names = Object.keys(exported);
  // ES modules come with the mark of transpiled ones; a file without exports leaves `module.exports` as it was.
  if (!('default' in exported)) return '__esModule' in exported || names.length === 0 ? undefined : exported;
  const unread = names.filter(isOption);
  if (unread.length === 0) return exported.default;
  const remedy = 'Put every option in the default export.';
  throw new ConfigError(
    file,
    `only the default export is read, but the file also exports ${unread.join(', ')}`,
    remedy,
  );
}

function checkedOptions(file: string, written: unknown): Options {
  if (typeof written !== 'object' || written === null || Array.isArray(written) || 'then' in written) {
    const remedy = file.endsWith('.json')
      ? 'Write an object of options.'
      : 'Write `export default defineConfig({ … })` with an object, not a promise or a function.';
    throw new ConfigError(file, `the file holds ${describe(written)} instead of options`, remedy);
  }
  try {
    resolveOptions(written);
  } catch (error) {
    if (!(error instanceof OptionsError)) throw error;
    throw new ConfigError(file, error.mistakes.join('; '), 'The guide to options describes each of them.', error);
  }
  return written;
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a promise' : `a ${typeof value}`;
}
