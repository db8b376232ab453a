import { describe, expect, test } from 'vitest';
import { fixtureCases } from '../fixtures/fixture-case.ts';
import { hasOtherResults, hasOtherSpans, runComposed, type ComposedRun, type Composition } from './compose.ts';
import * as tools from './tools.ts';

const runnable = fixtureCases.filter(({ isRunnable }) => isRunnable);

interface Behind extends Omit<Composition, 'place'> {
  /** Fixtures that show a name which the tool takes or makes up: a function's that had only its variable's, a helper's. */
  readonly renames?: readonly string[];
}

const parameterNames: readonly string[] = ['parameter/default-reads-earlier', 'sync/redeclares-parameter'];
const anonymousNames: readonly string[] = [
  'attach/assignment',
  'attach/class-expression',
  'component/inside-tracked',
  ...parameterNames,
];

const behind: readonly Behind[] = [
  { name: 'Babel to ES2017', tool: tools.babelEs2017, renames: ['mark/stream'] },
  { name: 'SWC to ES2017', tool: tools.swcEs2017, renames: ['mark/stream'] },
  { name: 'SWC to CommonJS', tool: tools.swcCommonJs, isToCommonJs: true },
  { name: 'esbuild to CommonJS', tool: tools.esbuildCommonJs, isToCommonJs: true },
  { name: 'istanbul', tool: tools.istanbul, renames: parameterNames },
  { name: 'terser', tool: tools.minifyWithTerser, renames: anonymousNames },
  { name: 'esbuild, minifying', tool: tools.minifyWithEsbuild, renames: parameterNames },
  {
    name: 'SWC, minifying',
    tool: tools.minifyWithSwc,
    renames: [...anonymousNames, 'rule/every-function-but-hoisted'],
  },
];

// What Bud Track emits goes through the tools that builds run after it: same results, same spans, and a second
// plugin or a loader finds nothing more to do.
describe.each(behind)('$name behind', { timeout: 120_000 }, ({ renames = [], ...composition }) => {
  test('leaves results and spans as they are', async () => {
    const failed: (ComposedRun & { readonly name: string })[] = [];
    const unstable: string[] = [];
    for (const fixture of runnable) {
      const run = await runComposed({ ...composition, place: 'behind' }, fixture);
      if (hasOtherResults(run) || hasOtherSpans(run)) failed.push({ name: fixture.name, ...run });
      if (!run.isStable) unstable.push(fixture.name);
    }
    expect(failed.filter(({ name }) => !renames.includes(name))).toEqual([]);
    // A name that is in the list without need has to leave it.
    expect(failed.map(({ name }) => name)).toEqual(renames.toSorted());
    // Refused as TypeScript; without its types there is nothing to refuse.
    expect(unstable.filter((name) => name !== 'problem/bud305-parameter-properties-after-super')).toEqual([]);
  });
});
