// The proof of the proof: every mutant has to be found, by what the others prove.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startProgress } from '../progress.mjs';
import { copyWith, withFault } from './copy.mjs';
import { mutants } from './mutants.mjs';

const proof = fileURLToPath(new URL('../run.mjs', import.meta.url));
const files = ['--programs', '300', '--marks', '100', '--timeout', '2', '--jobs', '1', '--stop-at-first', '--json'];

/** How often a mutant that was not found is looked for in other programs; the whole proof runs more than all of them. */
const seeds = 5;

/** Those whose name contains `only`. Throws for one that does not fit, which would prove nothing. */
export function openMutants(only) {
  for (const mutant of mutants) withFault(mutant);
  const named = mutants.filter(({ name }) => name.includes(only));
  if (named.length === 0) throw new Error(`--only ${only}: no mutant has that in its name`);
  return named;
}

/** Proves every mutant; gives for each `{ name, package, suite, found }`, where `found` is null when nothing was. */
export async function runMutants({ chosen, seed, jobs }) {
  const progress = startProgress('mutants', chosen.length);
  const results = [];
  const queue = chosen.entries();
  const work = async () => {
    for (const [index, mutant] of queue) {
      results[index] = { ...mutant, ...(await proven(mutant, String(index), seed)) };
      if (results[index].found === null) progress.lose(mutant.name);
      progress.advance();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  progress.end();
  return results;
}

async function proven(mutant, id, seed) {
  const root = copyWith(mutant, id);
  try {
    for (let more = 0; more < seeds; more++) {
      const { exitCode, output, complaint } = await run([proof, ...files, '--seed', String(seed + more)], root);
      if (exitCode !== 0 && exitCode !== 1)
        throw new Error(`the mutant "${mutant.name}" could not be proven: ${complaint}`);
      const row = JSON.parse(output).find(({ lost }) => lost.length > 0);
      if (row !== undefined) return { suite: row.name, found: row.lost[0] };
    }
    return { suite: null, found: null };
  } finally {
    rmSync(root, { recursive: true });
  }
}

function run(args, root) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, BUD_PROOF_ROOT: root } });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', (chunk) => (said[stream] += chunk));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output: said.stdout, complaint: said.stderr.slice(-500) }));
  });
}
