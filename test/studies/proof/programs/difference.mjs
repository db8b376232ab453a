/** Ticks of the job queue that a call may take more: one at its end, and at most two for each of four steps. */
const ticksMore = { async: 1, 'async-generator': 8 };

/**
 * What the runs of a program show that the plain one does not; empty when they are equal.
 *
 * Off, functions that re-enter take the same ticks of the job queue, and so do sync functions in every shape: all
 * entries have to be there in the same order, ticks included. Async functions that are enclosed take one tick more, and
 * on, all of them may. Where a program has such functions, entries of calls that ran at the same time may change places,
 * and there may be more ticks, but no more than the calls may take.
 */
export function differences(runs, instrumented) {
  const { code, problems } = instrumented;
  const found = problems.filter((problem) => problem.code === 'BUD001' || problem.code === 'BUD002');
  const texts = found.map((problem) => `${problem.code} ${problem.message}`);
  compare('off', runs, !/_body = \(0, async\b/.test(code), instrumented, texts);
  compare('on', runs, !/\basync\b/.test(code), instrumented, texts);
  for (const failure of runs.on.failures ?? []) texts.push(`on: ${failure}`);
  return texts;
}

function compare(mode, { plain, [mode]: run, on }, isExact, { sites }, texts) {
  if (run.phase === 'parse') return void texts.push(`${mode}: ${run.text}`);
  const inOrder = firstDifference(mode, plain.entries, run.entries);
  if (inOrder === null) return;
  if (isExact) return void texts.push(inOrder);
  // Which of several calls gets the last fuel depends on the order.
  if (plain.entries.some((entry) => entry.includes('out of fuel'))) return;
  const inAnyOrder = firstDifference(mode, withoutTicks(plain.entries), withoutTicks(run.entries));
  if (inAnyOrder !== null) return void texts.push(inAnyOrder);
  const more = ticksIn(run.entries) - ticksIn(plain.entries);
  const allowed = allowedTicks(sites, on.spans);
  if (more > allowed) texts.push(`${mode}: ${more} ticks more than plain, ${allowed} are allowed`);
}

/** By the calls that were recorded: a program makes the same ones in every mode. */
function allowedTicks(sites, spans) {
  const ticksAt = new Map(sites.map(({ line, column, runs }) => [`${line}:${column}`, ticksMore[runs] ?? 0]));
  return spans.reduce((sum, place) => sum + ticksAt.get(place), 0);
}

function ticksIn(entries) {
  return entries.filter((entry) => entry.startsWith('tick ')).length;
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
