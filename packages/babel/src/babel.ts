/**
 * What the plugin uses of Babel, which is the same in 7 and 8: types that describe all of one version would tie users of
 * the other to it.
 */
export interface BabelApi {
  /** Throws what Babel prints when the version is another one. */
  assertVersion(range: string): void;
  readonly cache: {
    /** Evaluates the plugin again when the value is another one. */
    using<T>(read: () => T): T;
  };
  parseSync(code: string, options: object): ParsedFile | null;
}

/** A parsed file; its nodes are only moved. */
export interface ParsedFile {
  readonly program: object;
  readonly comments?: unknown;
  readonly tokens?: unknown;
}

/** A file on its way through Babel. */
export interface BabelFile {
  code: string;
  readonly ast: ParsedFile;
  /** From the given code to what that was made from. */
  inputMap: InputSourceMap | null;
  readonly scope: { crawl(): void };
  readonly opts: FileOptions;
}

/** As `convert-source-map` gives it to Babel. */
interface InputSourceMap {
  /** Read by istanbul's plugin. */
  readonly sourcemap: object;
  toObject(): object;
}

/** Options of a file, all resolved. */
interface FileOptions {
  readonly filename?: string | null;
  readonly root: string;
  readonly sourceType?: string;
  readonly inputSourceMap?: unknown;
  readonly parserOpts: object;
  readonly generatorOpts: { readonly sourceFileName?: string };
}

/** A plugin that changes files before any plugin visits them. */
export interface BabelPlugin {
  readonly name: string;
  pre?(file: BabelFile): void;
}
