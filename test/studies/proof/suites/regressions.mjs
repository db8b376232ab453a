// Compares two runs of one suite, test by test.

/** A run with its tests by key. Tests of one name are told apart by their order. */
export function withKeys(run) {
  const states = new Map();
  const counts = new Map();
  for (const test of run.tests) {
    const name = [test.project, test.file, test.name].filter(Boolean).join(' > ');
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    states.set(count === 1 ? name : `${name} (${count})`, test);
  }
  const all = [...states.values()];
  return {
    ...run,
    states,
    ran: all.filter(({ state }) => state === 'passed' || state === 'failed').length,
    passed: all.filter(({ state }) => state === 'passed').length,
  };
}

/** What passes plain and does not otherwise, and errors outside of tests that the plain run does not have. */
export function regressionsOf(plain, other) {
  const lost = [...plain.states].flatMap(([key, { state, file }]) => {
    const found = other.states.get(key);
    if (state !== 'passed' || found?.state === 'passed') return [];
    return [{ key, file, reason: found?.error ?? `the test is ${found?.state ?? 'missing'}` }];
  });
  const known = new Set(plain.errors);
  const outside = other.errors.filter((error) => !known.has(error));
  return [...lost, ...outside.map((error) => ({ key: error, reason: 'an error outside of tests' }))];
}
