import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import budTrack from '@bud/unplugin/esbuild';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

/** How a program of `programs/` is built and run. */
export interface RunOptions {
  readonly format?: 'esm' | 'cjs';
  readonly minify?: boolean;
  readonly binary?: string;
  readonly flags?: readonly string[];
}

/** A program that runs until the test is over. */
export interface RunningProgram {
  readonly pid: number;
  readonly child: ChildProcess;
  /** What it answers to a message. */
  state(): Promise<Readonly<Record<string, unknown>>>;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/** A production bundle of a program: its tracked functions and the gate, and nothing else of ours. */
async function built(name: string, { format = 'esm', minify = true }: RunOptions = {}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bud-attach-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, `${name}.${format === 'esm' ? 'mjs' : 'cjs'}`);
  await build({
    entryPoints: [join(here, 'programs', `${name}.ts`)],
    outfile,
    bundle: true,
    minify,
    format,
    platform: 'node',
    target: 'es2022',
    logLevel: 'silent',
    plugins: [budTrack({ root: here })],
  });
  return outfile;
}

/** Starts a program, and waits until it says that it is ready. */
export async function started(name: string, options: RunOptions = {}): Promise<RunningProgram> {
  const child = fork(await built(name, options), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Any free port: other tests run at the same time.
    execArgv: [...(options.flags ?? ['--inspect-port=0'])],
    ...(options.binary !== undefined && { execPath: options.binary }),
  });
  child.stderr?.resume();
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return {
    // Proof of the cast: it runs.
    pid: child.pid as number,
    child,
    async state() {
      const answered = once(child, 'message');
      child.send('state');
      const [state] = (await answered) as [Readonly<Record<string, unknown>>];
      return state;
    },
  };
}
