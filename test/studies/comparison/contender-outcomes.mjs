import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const processFile = fileURLToPath(new URL('contender-process.mjs', import.meta.url));
/** Loading an SDK, and one row; both take a fraction of it. */
const timeoutMs = 15_000;

/**
 * Runs rows with one contender and gives back an outcome for each: `{ passed }`, `{ failed }` or `{ skipped }`.
 *
 * A row that fails is run again in a process that has run nothing else, and that is the outcome: what a library breaks
 * for good counts in the row that breaks it. A row that ends its process, or never ends, fails with that as the reason.
 */
export async function outcomesOf(contender, rows) {
  const outcomes = new Map();
  let child;
  for (const row of rows) {
    const skipped = reasonToSkip(contender, row);
    if (skipped !== undefined) {
      outcomes.set(row.name, { skipped });
      continue;
    }
    const used = child !== undefined;
    child ??= await startChild(contender);
    let outcome = await child.ask(row.name);
    if (outcome.failed !== undefined && used) {
      child.stop();
      child = await startChild(contender);
      outcome = await child.ask(row.name);
    }
    outcomes.set(row.name, outcome);
    if (outcome.failed === undefined) continue;
    child.stop();
    child = undefined;
  }
  child?.stop();
  return outcomes;
}

function reasonToSkip({ untracked, lacks }, row) {
  if (untracked && row.asksForSpan) return 'asks for a span';
  return lacks?.[row.about];
}

/** A process that has loaded the contender. */
async function startChild({ name }) {
  // Some libraries leave files behind in the working directory.
  const cwd = mkdtempSync(join(tmpdir(), 'comparison-'));
  const child = fork(processFile, [name], { cwd, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  child.once('close', () => rmSync(cwd, { recursive: true, force: true }));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const stop = () => child.kill('SIGKILL');
  const answer = () => nextMessage(child, stop, () => lastError(said));
  const first = await answer();
  if (first !== 'ready') return { ask: () => first, stop };
  const ask = (row) => {
    said = '';
    child.send(row);
    return answer();
  };
  return { ask, stop };
}

/** The next thing that the process says; its end, or its silence, is an answer as well. */
function nextMessage(child, stop, reason) {
  return new Promise((resolve) => {
    const settle = (outcome) => {
      clearTimeout(timer);
      child.removeAllListeners('message');
      child.removeAllListeners('exit');
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      stop();
      settle({ failed: `nothing happened for ${timeoutMs / 1000} s` });
    }, timeoutMs);
    child.once('message', settle);
    child.once('exit', (code) => settle({ failed: `the process ended (${code}) ${reason()}`.trim() }));
  });
}

function lastError(said) {
  return /^\w*Error\b.*$/m.exec(said)?.[0] ?? '';
}
