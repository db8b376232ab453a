// Random programs, with every function instrumented.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { createPool } from '../process-pool.mjs';
import { startProgress } from '../progress.mjs';
import { programFrom } from './program.mjs';

const task = fileURLToPath(new URL('run-program.mjs', import.meta.url));

/** What the grammar decides by; see `choices.mjs`. */
const numbers = (maxLength) => fc.array(fc.nat(999), { maxLength, size: 'max' });
const decisions = fc.record({ definitions: numbers(500), actions: numbers(60) });

/** A failure is made smaller for as long as this, and so many of them are. */
const shrinkMs = 60_000;
const shownFailures = 3;

/** Runs so many programs; the row of the table, and the smallest program for each failure. */
export async function runPrograms({ count, seed, jobs }) {
  const pool = createPool(task, { size: jobs, timeoutMs: 30_000, retireAfter: 300 });
  const progress = startProgress('random programs', count);
  const totals = { programs: 0, off: 0, on: 0, functions: 0, spans: 0, refused: 0, invalid: 0 };
  const failed = [];
  const run = async (decided, index) => {
    const answer = await answerOf(pool, programFrom(decided));
    const found = differencesOf(answer);
    add(totals, answer, found);
    if (found.length > 0) {
      failed.push({ decided, index });
      progress.lose(`${nameOf({ index }, seed)}, ${found[0]}`);
    }
    progress.advance();
  };
  await Promise.all(fc.sample(decisions, { numRuns: count, seed }).map(run));
  progress.end();
  const lost = [];
  for (const failure of failed.toSorted((a, b) => a.index - b.index)) {
    lost.push(lost.length < shownFailures ? await smallest(pool, failure, seed) : nameOf(failure, seed));
  }
  pool.close();
  return rowOf(totals, lost, seed);
}

/** A program that does not end without any of ours is none to compare with. */
async function answerOf(pool, program) {
  const answer = await pool.answer(program);
  if (answer.died === undefined) return answer;
  const isEndless = (await pool.answer({ ...program, onlyPlain: true })).died !== undefined;
  return isEndless ? { value: null } : answer;
}

function differencesOf({ value, died }) {
  if (died !== undefined) return [`off: ${died}`];
  return value?.differences ?? [];
}

function add(totals, { value }, found) {
  if (value === null) {
    totals.invalid++;
    return;
  }
  totals.programs++;
  for (const mode of ['off', 'on'])
    if (!found.some((text) => !text.startsWith(mode === 'off' ? 'on' : 'off'))) totals[mode]++;
  totals.functions += value?.functions ?? 0;
  totals.spans += value?.spans ?? 0;
  totals.refused += value?.refused.length ?? 0;
}

/** The smallest program that still differs, in the words of its differences. */
async function smallest(pool, failure, seed) {
  const agrees = async (decided) => differencesOf(await answerOf(pool, programFrom(decided))).length === 0;
  const parameters = { examples: [[failure.decided]], numRuns: 1, interruptAfterTimeLimit: shrinkMs };
  const { counterexample } = await fc.check(fc.asyncProperty(decisions, agrees), parameters);
  const program = programFrom(counterexample?.[0] ?? failure.decided);
  const found = differencesOf(await answerOf(pool, program));
  return `${nameOf(failure, seed)}\n${found.join('\n')}\n${program.goal}${program.isConcurrent ? ', concurrent' : ''}:\n${program.text}`;
}

function nameOf({ index }, seed) {
  return `program ${index} of --seed ${seed}`;
}

function rowOf({ programs, off, on, functions, spans, refused, invalid }, lost, seed) {
  return {
    name: 'random programs',
    programs,
    plain: programs,
    off,
    on,
    lost,
    remark: `random programs: --seed ${seed}, ${functions} functions instrumented, ${spans} spans, ${refused} functions refused, \
${invalid} strings were not programs`,
  };
}
