import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const exampleRoot: string = fileURLToPath(new URL('../../examples/agent', import.meta.url));

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** Runs Node in the example's folder, as a user's shell would: with nothing of the test runner's environment. */
export function runNode(words: readonly string[], environment: Environment = {}): Promise<Exit> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'] ?? '', ...environment };
    const child = spawn(process.execPath, words, { cwd: exampleRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject).once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder for builds below the example, where its packages can be found, that `remove` deletes again. */
export function buildFolder(): { readonly path: string; remove(): void } {
  const dist = join(exampleRoot, 'dist');
  mkdirSync(dist, { recursive: true });
  const path = mkdtempSync(join(dist, 'test-'));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

/** Builds the example with its own configurations: `<folder>/vite/main.js` and `<folder>/esbuild/main.js`. */
export async function buildExample(folder: string, environment: Environment = {}): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  await succeed([vite, 'build', '--outDir', join(folder, 'vite'), '--logLevel', 'warn'], environment);
  await buildWithEsbuild(folder, environment);
}

export async function buildWithEsbuild(folder: string, environment: Environment = {}): Promise<void> {
  await succeed(['build.esbuild.mjs', join(folder, 'esbuild')], environment);
}

/** The same without the plugin. */
export async function buildPlain(folder: string): Promise<void> {
  await succeed([fileURLToPath(new URL('build-plain.mjs', import.meta.url)), folder], {});
}

async function succeed(words: readonly string[], environment: Environment): Promise<void> {
  const { code, stdout, stderr } = await runNode(words, environment);
  if (code !== 0 || stderr !== '') throw new Error(`node ${words.join(' ')} → ${code}\n${stdout}${stderr}`);
}
