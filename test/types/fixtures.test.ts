import { instrument } from '@bud/transform';
import { expect, test } from 'vitest';
import { fixtureCases, type FixtureCase } from '../fixtures/fixture-case.ts';
import { expectedSpans } from '../fixtures/host-builds.ts';
import type { Observation } from '../fixtures/observe-module.ts';
import { observeRun } from '../fixtures/observe-run.ts';
import { recordSpans } from '../fixtures/record-spans.ts';
import { toRunnableModule } from '../fixtures/runnable-module.ts';

/** Constructors, which TypeScript would not know for what they are: BUD310. */
const refused: readonly string[] = [
  'name/class-members',
  'rule/every-function',
  'rule/every-function-but-constructors-with-private-methods',
  'sync/constructor-base',
  'sync/constructor-derived-in-typescript',
  'sync/constructor-parameter-properties',
];

const typed = fixtureCases.filter(
  ({ name, extension, isRunnable }) => /^[mc]?tsx?$/.test(extension) && isRunnable && !refused.includes(name),
);

// The text that a compiler type-checks encloses bodies in calls of its own: what runs is compared with plain code.
test(
  'records the spans of every fixture in TypeScript, and changes nothing while off',
  { timeout: 120_000 },
  async () => {
    const failed: unknown[] = [];
    for (const fixture of typed) {
      const { code } = instrument(fixture.code, fixture.file, { ...fixture.options, checksTypes: true });
      const plain = await observed(fixture, fixture.code, 'plain');
      const off = await observed(fixture, code, 'off');
      const on = await recordSpans(() => observed(fixture, code, 'on'));
      const actual = { off, on: on.result, spans: on.spans };
      const expected = { off: plain, on: plain, spans: expectedSpans(fixture) };
      if (JSON.stringify(actual) !== JSON.stringify(expected)) failed.push({ name: fixture.name, actual, expected });
    }
    expect(failed).toEqual([]);
    expect(typed.length).toBeGreaterThan(100);
  },
);

async function observed({ name, extension }: FixtureCase, code: string, run: string): Promise<Observation> {
  return observeRun(`types/${run}/${name}`, await toRunnableModule(code, extension));
}
