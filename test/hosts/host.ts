import type { Options } from '@bud/unplugin';

/** One build, in the words that every host understands. */
export interface HostBuild {
  /** The project's folder, absolute and real. */
  readonly root: string;
  /**
   * Output names and the project-relative files they are built from. Several entries that share code share a chunk and
   * are not self-contained then; CommonJS entries may be built one by one, each by a plugin of its own.
   */
  readonly entries: Readonly<Record<string, string>>;
  /** Absent: a build without the plugin. */
  readonly options?: Options | undefined;
  readonly minify?: boolean;
  readonly sourcemap?: boolean;
  /** `external` leaves the import in the output, `bundled` builds the runtime's source in. Default `external`. */
  readonly runtime?: 'external' | 'bundled';
}

/** A runnable module for Node; self-contained but for the runtime when that is external. */
export interface BuiltModule {
  readonly code: string;
  readonly map: string | null;
  /** How Node has to load it. */
  readonly extension: 'mjs' | 'cjs';
}

/** A warning or an error as the host's own interface gives it. */
export interface HostMessage {
  readonly text: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** As the host counts. */
  readonly column?: number | undefined;
  readonly frame?: string | undefined;
}

export interface HostOutput {
  readonly modules: Readonly<Record<string, BuiltModule>>;
  readonly warnings: readonly HostMessage[];
  readonly errors: readonly HostMessage[];
}

/**
 * A bundler as the tests use it: entries in, modules out, nothing written outside the project's `out` folder. A failed
 * build is a result with errors, not a throw.
 */
export interface Host {
  readonly name: HostName;
  /** False for Rollup, which loads ECMAScript modules only. */
  readonly handlesCommonJs: boolean;
  build(input: HostBuild): Promise<HostOutput>;
}

/** The hosts of the plugin. */
export type PluginHostName = 'vite' | 'rollup' | 'rolldown' | 'webpack' | 'rspack' | 'esbuild' | 'farm' | 'bun';

/** TypeScript in its versions and with what it makes of a file. */
export type CompilerName = 'tsc' | 'tsc-5.9' | 'tsc-commonjs' | 'tsc-es2017';

type HostName = PluginHostName | CompilerName | 'turbopack-loader' | 'swc' | 'babel' | 'cli';

export const failed = (errors: readonly HostMessage[], warnings: readonly HostMessage[]): HostOutput => ({
  modules: {},
  warnings,
  errors,
});
