import type { ExitCode } from '../terminal/exit-code.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** A flag of a command; one that takes a value names what the value is. */
export interface Flag {
  readonly value?: string;
  readonly about: string;
}

/** Flags as they were given. */
type Flags = ReadonlyMap<string, string | true>;

/** One use of a command. */
export interface Call {
  /** Arguments that are not flags, as written. */
  readonly paths: readonly string[];
  /** What of them stands behind `--`. */
  readonly behind: readonly string[];
  readonly flags: Flags;
  readonly terminal: Terminal;
  /** The folder that relative paths are resolved from; absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  /** What a newcomer needs to know before using it. */
  readonly about: readonly string[];
  readonly flags: Readonly<Record<string, Flag>>;
  readonly examples: readonly (readonly [command: string, effect: string])[];
  run(call: Call): Promise<ExitCode>;
}

/** What all commands that read a project understand. */
export const projectFlags: Readonly<Record<string, Flag>> = {
  config: { value: 'file', about: 'read options from this file' },
  root: { value: 'folder', about: "the project's folder; paths in rules and spans are relative to it" },
};
