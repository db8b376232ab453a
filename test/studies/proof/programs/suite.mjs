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

/**
 * Of the functions that are written, so many have to be tracked, and so many may be refused, for the answer to say
 * anything of tracking.
 */
const leastTracked = 0.9;
const mostRefused = 0.05;

/**
 * Runs so many programs; the row of the table, and the smallest program for each failure. `stopsAtFirst`: one failure is
 * enough, however large its program.
 */
export async function runPrograms({ count, seed, jobs, timeoutMs = 10_000, stopsAtFirst = false }) {
  const pool = createPool(task, { size: jobs, timeoutMs, retireAfter: 300 });
  const progress = startProgress('random programs', count);
  const totals = { programs: 0, off: 0, on: 0, written: 0, functions: 0, spans: 0, refused: 0, invalid: 0 };
  const failed = [];
  const run = async (decided, index) => {
    const answer = await answerOf(pool, programFrom(decided));
    const found = differencesOf(answer);
    add(totals, answer, found);
    if (found.length > 0) {
      failed.push({ decided, index, found });
      progress.lose(`${nameOf({ index }, seed)}, ${found[0]}`);
    }
    progress.advance();
  };
  const queue = fc.sample(decisions, { numRuns: count, seed }).entries();
  const work = async () => {
    for (const [index, decided] of queue) {
      if (stopsAtFirst && failed.length > 0) return;
      await run(decided, index);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  progress.end();
  const lost = [];
  for (const failure of failed.toSorted((a, b) => a.index - b.index)) {
    if (stopsAtFirst) lost.push(`${nameOf(failure, seed)}, ${failure.found[0]}`);
    else lost.push(lost.length < shownFailures ? await smallest(pool, failure, seed) : nameOf(failure, seed));
  }
  pool.close();
  if (failed.length === 0) lost.push(...shortfalls(totals));
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
  totals.written += value?.written ?? 0;
  totals.functions += value?.functions ?? 0;
  totals.spans += value?.spans ?? 0;
  totals.refused += value?.refused.length ?? 0;
}

/** A compiler that leaves functions alone changes nothing: that is not what is proven. */
function shortfalls({ programs, written, functions, refused, invalid }) {
  const share = (part) => `${((100 * part) / written).toFixed(1)} %`;
  return [
    ...(invalid > programs ? [`only ${programs} of ${programs + invalid} strings were programs`] : []),
    ...(functions < leastTracked * written ? [`only ${functions} of ${written} functions were tracked`] : []),
    ...(refused > mostRefused * written ? [`${share(refused)} of the functions were refused`] : []),
  ];
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

function rowOf({ programs, off, on, written, functions, spans, refused, invalid }, lost, seed) {
  return {
    name: 'random programs',
    programs,
    plain: programs,
    off,
    on,
    lost,
    remark: `random programs: --seed ${seed}, ${functions} of ${written} functions instrumented, ${spans} spans, ${refused} functions refused, \
${invalid} strings were not programs`,
  };
}
