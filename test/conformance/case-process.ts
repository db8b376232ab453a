import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { scratchFolder } from './conformance-case.ts';

const runner = fileURLToPath(new URL('run-case.mjs', import.meta.url));
/** The runner and the SDK in one file: a process that records starts in half the time. */
const recordingRunner = `${scratchFolder}/run-case.mjs`;

/** Makes the runner for recording; once, before the first `on`. */
export async function prepareRunner(): Promise<void> {
  await build({
    entryPoints: [runner],
    outfile: recordingRunner,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@bud/source'],
    // The SDK is CommonJS and requires what Node has built in.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
}

/** What one process reports of its program. */
export interface CaseReport {
  readonly observation?: unknown;
  readonly error?: string;
  readonly spans: readonly string[];
}

/** Runs a program in a fresh process; an error that ends the process is an observation as well. */
export async function runCase(file: string, mode: 'plain' | 'off' | 'on'): Promise<CaseReport> {
  const script = mode === 'on' ? recordingRunner : runner;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, file, mode], { timeout: 20_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as CaseReport;
  } catch (error) {
    return { error: `the process ended: ${String(error)}`, spans: [] };
  }
}
