import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TraceDiff } from '@bud/trace';
import { BadInput } from '../arguments/bad-input.ts';

/** What is used of `@bud/testing/replay`. */
interface Replaying {
  recordCommand(
    folder: string,
    command: readonly string[],
    options: CommandOptions,
  ): Promise<{
    readonly exitCode: number;
    readonly requests: number;
    readonly trace: { readonly spans: readonly unknown[] };
  }>;
  replayCommand(
    folder: string,
    command: readonly string[] | undefined,
    options: CommandOptions,
  ): Promise<{ readonly exitCode: number; readonly recordedExitCode: number; readonly diff: TraceDiff }>;
}

interface CommandOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly isShown: boolean;
}

/** That of the project, so that program and tests have the same. */
export async function loadReplay(folder: string): Promise<Replaying> {
  try {
    const path = createRequire(join(folder, 'package.json')).resolve('@bud/testing/replay');
    // Proof of the cast: these are its functions.
    return (await import(pathToFileURL(path).href)) as Replaying;
  } catch (error) {
    throw new BadInput(
      'this project has no @bud/testing, which records and plays',
      'Install it: `npm install --save-dev @bud/testing`.',
      error,
    );
  }
}

/** Variables that have a value. */
export function givenOf(environment: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
