/** What every integration can be told. */
export interface IntegrationOptions {
  /** Ends the name of the instrumentation scope, to tell two parts of a program apart: `/billing`. */
  readonly scopeSuffix?: string;
  /** Options of the instrumentation itself, handed on as they are; ours win. */
  readonly instrumentation?: Readonly<Record<string, unknown>>;
}

/** Takes an integration back: the library is as it was, and its calls make no spans. A second time it does nothing. */
export type Uninstrument = () => void;

/** What an integration wraps. */
export interface Integration {
  /** The function that a program calls. */
  readonly caller: string;
  /** The package and class of the instrumentation. */
  readonly from: string;
  readonly className: string;
  /** What a program loads: the names of packages, or Node's own modules. */
  readonly libraries: readonly string[];
  /** Versions of the library that cannot be taken hold of once they are loaded. */
  readonly late?: string;
}

/** One file that an instrumentation patches. */
export interface Patched {
  readonly name: string;
  readonly supportedVersions: readonly string[];
  readonly patch?: ((exports: unknown, version?: string) => unknown) | undefined;
  readonly unpatch?: ((exports: unknown, version?: string) => void) | undefined;
  /** What it has patched; the instrumentation takes its patch back from there. */
  moduleExports?: unknown;
}

/** A library that an instrumentation patches, by its entry and by other files of it. */
export interface Definition extends Patched {
  readonly files?: readonly Patched[];
  moduleVersion?: string | undefined;
}
