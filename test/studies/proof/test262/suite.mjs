// ECMAScript's own tests of the language, with every function of every test instrumented.
import { fileURLToPath } from 'node:url';
import { createPool } from '../process-pool.mjs';
import { startProgress } from '../progress.mjs';
import { excused } from './excused.mjs';

const task = fileURLToPath(new URL('run-test.mjs', import.meta.url));

/** Runs the tests of a checkout; the row of the table, and what was lost. */
export async function runTest262({ checkout, jobs }) {
  const { root, tests } = checkout;
  const pool = createPool(task, { size: jobs, timeoutMs: 60_000, retireAfter: 200 });
  const progress = startProgress('test262', tests.length);
  const totals = newTotals();
  const run = async (test) => {
    const answer = await pool.answer({ root, test });
    // A few tests end Node itself, without any of ours.
    const isOurs = answer.died === undefined || (await pool.answer({ root, test, onlyPlain: true })).died === undefined;
    const lostBefore = totals.lost.length;
    if (isOurs) count(totals, test, answer);
    else totals.runs++;
    for (const text of totals.lost.slice(lostBefore)) progress.lose(text);
    progress.advance();
  };
  await Promise.all(tests.map(run));
  pool.close();
  progress.end();
  return rowOf(checkout, totals);
}

function newTotals() {
  return {
    runs: 0,
    plain: 0,
    off: 0,
    on: 0,
    functions: 0,
    spans: 0,
    refused: {},
    lost: [],
    excused: new Set(),
  };
}

function count(totals, test, { value, died }) {
  if (died !== undefined) {
    totals.runs++;
    totals.lost.push(`${test}: ${died}`);
    return;
  }
  for (const { goal, passes, lost = {}, functions = 0, spans = 0, refused = [], ...run } of value) {
    totals.runs++;
    totals.functions += functions;
    totals.spans += spans;
    for (const code of refused) totals.refused[code] = (totals.refused[code] ?? 0) + 1;
    if (run.broken) totals.lost.push(`${test} (${goal}): the instrumented text would not parse`);
    if (run.unread && passes) totals.lost.push(`${test} (${goal}): the compiler cannot read it`);
    if (passes) countPass(totals, test, goal, lost);
  }
}

function countPass(totals, test, goal, lost) {
  totals.plain++;
  for (const mode of ['off', 'on']) {
    if (lost[mode] === undefined) totals[mode]++;
    else if (excused.get(test)?.includes(mode)) totals.excused.add(test);
    else totals.lost.push(`${test} (${goal}, ${mode}): ${lost[mode]}`);
  }
}

function rowOf({ commit, tests }, totals) {
  const refused = Object.entries(totals.refused).map(([code, times]) => `${code} ${times}×`);
  // An excuse that nobody needs any more has to leave the list.
  const ran = new Set(tests);
  const stale = [...excused.keys()].filter((test) => ran.has(test) && !totals.excused.has(test));
  return {
    name: 'test262 language',
    programs: totals.runs,
    plain: totals.plain,
    off: totals.off,
    on: totals.on,
    lost: [...totals.lost, ...stale.map((test) => `${test}: excused, and passes`)],
    remark: `test262 ${commit}: ${tests.length} files, ${totals.functions} functions instrumented, ${totals.spans} spans, \
${totals.excused.size} files excused, refused: ${refused.join(', ') || 'none'}`,
  };
}
