/**
 * What the runs of a program show that the plain one does not; empty when they are equal.
 *
 * Off, functions that re-enter take the same ticks of the job queue, and so do sync functions in every shape: all
 * entries have to be there in the same order, ticks included. Async functions that are enclosed take more ticks, and
 * on, all of them may. Where a program has such functions its ticks are left out, and entries of calls that ran at the
 * same time may change places.
 */
export function differences({ plain, off, on }, { code, problems }) {
  const found = problems.filter((problem) => problem.code === 'BUD001' || problem.code === 'BUD002');
  const texts = found.map((problem) => `${problem.code} ${problem.message}`);
  compare('off', plain, off, !/_body = \(0, async\b/.test(code), texts);
  compare('on', plain, on, !/\basync\b/.test(code), texts);
  for (const failure of on.failures ?? []) texts.push(`on: ${failure}`);
  return texts;
}

function compare(mode, plain, run, isExact, texts) {
  if (run.phase === 'parse') return void texts.push(`${mode}: ${run.text}`);
  const inOrder = firstDifference(mode, plain.entries, run.entries);
  if (inOrder === null) return;
  if (isExact) return void texts.push(inOrder);
  // Which of several calls gets the last fuel depends on the order.
  if (plain.entries.some((entry) => entry.includes('out of fuel'))) return;
  const inAnyOrder = firstDifference(mode, withoutTicks(plain.entries), withoutTicks(run.entries));
  if (inAnyOrder !== null) texts.push(inAnyOrder);
}

function withoutTicks(entries) {
  return entries.filter((entry) => !entry.startsWith('tick ')).toSorted();
}

function firstDifference(mode, expected, actual) {
  const length = Math.max(expected.length, actual.length);
  for (let index = 0; index < length; index++) {
    if (expected[index] === actual[index]) continue;
    const [is, was] = [actual, expected].map((entries) => entries[index] ?? 'nothing');
    return `${mode}, entry ${index}: ${is}\n  instead of ${was}`;
  }
  return null;
}
