// Compiles the calls and runs them in a JavaScript runtime; tells what is not as it has to be.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { startModelServer } from './model-server.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = `${here}node_modules/.bud/`;

/** How far, in milliseconds, a span may end from where the program itself saw that its call was through. */
const toleranceMs = 5;

/** Builds the programs with everything they import, as an application is built, into one file for all runtimes. */
export async function compile() {
  const { default: budTrack } = await import('@bud/unplugin/esbuild');
  await build({
    entryPoints: [`${here}inside.mjs`],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'node',
    mainFields: ['module', 'main'],
    // For what CommonJS in the bundle requires of Node.
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    plugins: [budTrack({ strict: true })],
    logLevel: 'error',
  });
}

/** Runs them; gives `{ failureCount, unhandled, outcomes }`, the outcomes in the order of the calls. */
export async function observe(binary, args) {
  const model = await startModelServer();
  try {
    const options = { cwd: folder, timeout: 60_000, maxBuffer: 2 ** 24 };
    const { stdout } = await promisify(execFile)(binary, [...args, 'inside.mjs', model.url], options);
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } finally {
    model.close();
  }
}

/** What is wrong with an outcome; nothing when it is as the call expects. */
export function faultsOf({ expected: [status, reason, items] }, outcome) {
  if (outcome.count !== 1) return [`${outcome.count} spans`];
  return [
    outcome.status !== status && `status ${outcome.status}, not ${status}`,
    outcome.reason !== reason && `end reason ${outcome.reason}, not ${reason}`,
    items !== undefined && outcome.items !== items && `${outcome.items} items, not ${items}`,
    outcome.parent !== 'trace' && `parent ${outcome.parent}, not trace`,
    outcome.children !== 1 && `${outcome.children} children, not 1`,
  ].filter(Boolean);
}

/** Whether the span of a call ended when the program saw its call through. */
export function isOnTime({ isUntimed = false }, offByMs) {
  return isUntimed || offByMs <= toleranceMs;
}
