// One run of a suite in a process of its own, which is told what to do, and tells what came out, in files.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs Node in `job.root` with the arguments that `commandOf({ folder, file, results })` gives: `file` holds the job as JSON,
 * `results` is where the runner's reporter writes. Both are in the environment too. A run that is not over after
 * `job.limitMs` is ended, and is no run.
 */
export async function runJob(job, commandOf) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bud-suite-')));
  try {
    const paths = { folder, file: join(folder, 'job.json'), results: join(folder, 'results.json') };
    const log = join(folder, 'log');
    writeFileSync(log, '');
    writeFileSync(paths.file, JSON.stringify({ ...job, folder, results: paths.results }));
    // As on a build server: snapshots are compared and never written.
    const env = { CI: '1', BUD_PROOF_LOG: log, BUD_PROOF_JOB: paths.file };
    const output = await runNode(commandOf(paths), job, env);
    return { ...readResults(paths.results, output), ...readLog(log) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The exit code only repeats what the results say. */
function runNode(args, { root: cwd, limitMs = Infinity }, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
    const output = [];
    const end = () => {
      output.push(Buffer.from(`\nended after ${limitMs / 1000} s`));
      child.kill('SIGKILL');
    };
    const timer = Number.isFinite(limitMs) ? setTimeout(end, limitMs) : undefined;
    child.stdout.on('data', (text) => output.push(text));
    child.stderr.on('data', (text) => output.push(text));
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(output).toString());
    });
  });
}

function readResults(file, output) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`the suite did not finish; its last words:\n${output.slice(-3000)}`, { cause: error });
  }
}

function readLog(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const entries = lines.map((line) => JSON.parse(line));
  return {
    spans: entries.reduce((sum, { spans = 0 }) => sum + spans, 0),
    complaints: entries.flatMap(({ complaint }) => complaint ?? []),
  };
}
