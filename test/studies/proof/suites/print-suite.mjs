/** Prints the row of one suite, and everything in it that needs a look. */
export function printSuite(row) {
  const { suite, version, commit, programs, plain, off, on, functions, refused, unread, spans, regressions } = row;
  console.log(`${suite} ${version ?? ''} (${commit})`);
  console.log(`  tests ${programs}, plain ${plain}, off ${off}, on ${on}, regressions ${regressions.length}`);
  console.log(`  functions tracked ${functions}, refused ${refused.length}, spans ${spans}`);
  for (const { mode, key, reason } of regressions)
    console.log(`  REGRESSION ${mode}: ${key}\n    ${firstLines(reason)}`);
  for (const text of unread) console.log(`  NOT READ: ${text}`);
  for (const { mode, key } of row.excused) console.log(`  excused ${mode}: ${key}`);
  for (const key of row.stale) console.log(`  EXCUSED, AND PASSES: ${key}`);
  for (const { mode, key } of row.flaky) console.log(`  flaky ${mode}: ${key}`);
  for (const [complaint, count] of tally(row.complaints)) console.log(`  recorder (${count}): ${complaint}`);
}

function firstLines(text) {
  return text.split('\n').slice(0, 6).join('\n    ');
}

function tally(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
