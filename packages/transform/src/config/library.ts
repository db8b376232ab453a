import type { Settings } from './settings.ts';

/** What is tracked of a file of a library, without any mark or rule. */
export interface LibraryFile {
  readonly functions: readonly LibraryFunction[];
  /** The module that exports the gate, as seen from there. */
  readonly runtime: string;
}

/** A function of a library whose calls are tracked. */
export interface LibraryFunction {
  /** Qualified name. */
  readonly name: string;
  readonly settings: Settings;
  /** The name of what reads its calls. */
  readonly reader: string;
}
