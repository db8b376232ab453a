import { beforeAll, describe, expect, test } from 'vitest';
import { runnableCases } from '../studies/runtimes/app.ts';
import { countersOf } from './istanbul-counters.ts';
import { coverEveryFunction, type CoveredFixture } from './v8-coverage.ts';

/** The body is an arrow of its own when it is enclosed, and V8 counts more exactly then. */
const exceptions: Readonly<Record<string, string>> = {
  'error/in-parameter-binding': 'binding the parameters throws: the body is not covered, and plain it is',
  'error/sync': 'the closing brace after a statement that is never reached',
  'generator/error': 'the closing brace after a statement that is never reached',
  'generator/never-started': 'the body is not covered, and plain it is',
  'mark/aggregate-that-throws': 'the closing brace after a statement that is never reached',
};

// Every function of every fixture is tracked, and all fixtures run in one Node that writes its coverage.
describe('V8 coverage', () => {
  let covered: readonly CoveredFixture[];
  beforeAll(async () => {
    covered = await coverEveryFunction();
  }, 60_000);

  test.each(['off', 'on'] as const)('covers the lines that plain code covers: %s', (mode) => {
    const other = covered.filter((lines) => JSON.stringify(lines[mode]) !== JSON.stringify(lines.plain));
    expect(other.map(({ name }) => name)).toEqual(Object.keys(exceptions));
    expect(covered.filter(({ plain }) => Object.values(plain).includes(true))).toHaveLength(runnableCases.length);
  });
});

// Istanbul in front: its counters are part of what is tracked, and the body runs once.
describe('istanbul', { timeout: 60_000 }, () => {
  test('counts what it counts in plain code', async () => {
    for (const fixture of runnableCases) {
      const { plain, off, on } = await countersOf(fixture);
      expect({ fixture: fixture.name, off, on }).toEqual({ fixture: fixture.name, off: plain, on: plain });
    }
  });
});
