/**
 * Options, from everywhere they can be written; what comes later wins, key by key:
 *
 *   config-file ─▶ the nearest bud.track.config.*, or package.json#budTrack
 *     └─▶ load-config ─▶ evaluated and checked; what cannot be used is a config-error
 *   options        what the host was given; `defineConfig` completes them in editors
 *   BUD_TRACK      only narrows
 *     └─▶ resolve-project ─▶ ProjectOptions
 */
import { modeOf, resolveOptions, withoutUndefined, type ResolvedOptions } from '@bud/transform';

import { installedGate } from '../package/runtime-check.ts';
import { loadConfig, readConfig } from './load-config.ts';
import type { Options } from './options.ts';

/** The options of a project, from everywhere they can be written, and where that was. */
export interface ProjectOptions extends ResolvedOptions {
  /** What the user wrote, merged: for messages about rules, and to tell configurations apart. */
  readonly written: Options;
  /** Where `types` are from. */
  readonly selectedBy: 'BUD_TRACK' | 'types';
  /** The configuration file that was read; hosts watch it. */
  readonly configFile: string | undefined;
}

/** Where options come from. */
export interface ProjectSources {
  /** As handed to the host's plugin; wins over the configuration file, key by key. */
  readonly options?: Options | undefined;
  /** The project's folder as the host knows it. */
  readonly root: string;
  /** The environment variable `BUD_TRACK`. */
  readonly selection: string | undefined;
  /** Absolute path of the configuration file to read instead of the nearest one. */
  readonly configFile?: string | undefined;
}

/**
 * The options of the project at `root`: those of its configuration file, the host's own before them key by key (a list
 * replaces a list), and `BUD_TRACK` on top. The environment only narrows: it switches tracking off or selects types, and
 * never switches on what the configuration switched off; when it, or the host's own options, switch off, no file is read.
 *
 * Throws an `OptionsError` or a `ConfigError` when an option cannot be used.
 *
 * @example
 * const project = resolveProject({ options: { strict: true }, root: process.cwd(), selection: process.env.BUD_TRACK });
 */
export function resolveProject(sources: ProjectSources): ProjectOptions {
  const { options: given = {}, root, selection, configFile } = sources;
  if (isSwitchedOff(given, selection)) {
    return {
      ...resolveOptions({ root, ...given, mode: 'off' }),
      written: given,
      selectedBy: 'types',
      configFile: undefined,
    };
  }
  const config = configFile === undefined ? loadConfig(given.root ?? root) : readConfig(configFile);
  const written = { ...config?.options, ...withoutUndefined<Options>(given) };
  const configured = resolveOptions({ root, runtime: installedGate(written.root ?? root), ...written });
  const asked = modeOf(selection);
  const selectedBy = asked.types === undefined ? 'types' : 'BUD_TRACK';
  return { ...configured, ...asked, mode: configured.mode, written, selectedBy, configFile: config?.file };
}

/**
 * True when the host's own options or `BUD_TRACK` switch tracking off, which no file can change: the host need not even be
 * hooked into. Throws an `OptionsError` when an option cannot be used.
 */
export function isSwitchedOff(options: Options, selection: string | undefined): boolean {
  return resolveOptions(options).mode === 'off' || modeOf(selection).mode === 'off';
}
