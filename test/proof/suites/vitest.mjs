// Runs a project's vitest suite in one mode.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('vitest-launch.mjs', import.meta.url));
const reporter = fileURLToPath(new URL('vitest-reporter.mjs', import.meta.url));

/** Arguments that keep a run comparable: nothing written, nothing measured, no test lost to a slow machine. */
const steady = ['--reporter', reporter, '--coverage.enabled=false', '--testTimeout=60000', '--hookTimeout=60000'];

/** Resolves to `{ tests, errors, functions, refused, spans, complaints }`; `files` narrows the run. */
export async function runVitest({ root, src, exclude, args, workers }, mode, files = []) {
  const folder = mkdtempSync(join(tmpdir(), 'bud-suite-'));
  try {
    const results = join(folder, 'results.json');
    const log = join(folder, 'log');
    writeFileSync(log, '');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const command = ['run', ...steady, `--maxWorkers=${workers}`, ...args, ...files];
    const job = { mode, root, src, exclude, results, vitest, args: command };
    writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
    const output = await runNode([launcher, join(folder, 'job.json')], root, { CI: '1', BUD_PROOF_LOG: log });
    return { ...readResults(results, output), ...readLog(log) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The exit code only repeats what the results say. */
function runNode(args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
    const output = [];
    child.stdout.on('data', (text) => output.push(text));
    child.stderr.on('data', (text) => output.push(text));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(output).toString()));
  });
}

function readResults(file, output) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`vitest did not finish; its last words:\n${output.slice(-3000)}`, { cause: error });
  }
}

function readLog(file) {
  const entries = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return {
    spans: entries.reduce((sum, { spans = 0 }) => sum + spans, 0),
    complaints: entries.flatMap(({ complaint }) => complaint ?? []),
  };
}
