import { describe, expect, test } from 'vitest';
import { fixtureCases } from '../fixtures/fixture-case.ts';
import type { SpanNode } from '../fixtures/span-tree.ts';
import { hasOtherResults, hasOtherSpans, runComposed, type ComposedRun, type Composition } from './compose.ts';
import * as tools from './tools.ts';

const before: readonly Omit<Composition, 'place'>[] = [
  { name: 'Babel to ES2017', tool: tools.babelEs2017 },
  { name: 'SWC to ES2017', tool: tools.swcEs2017 },
  { name: 'istanbul', tool: tools.istanbul },
];

/** The tools in front are configured for neither JSX nor decorators, and leave no types to check. */
const withoutOtherSyntax = fixtureCases.filter(
  ({ isRunnable, extension, code, options }) =>
    isRunnable && !extension.endsWith('x') && !/^\s*@\w/m.test(code) && options.checksTypes !== true,
);

const otherSpans: string[] = [];

// Tools that print a program anew move comments, lower private members to functions and split generators: spans may be
// others then, which is why the plugin goes first. What the program does stays the same even so.
describe.each(before)('$name in front', { timeout: 120_000 }, (composition) => {
  test('leaves results as they are', async () => {
    const failed: (ComposedRun & { readonly name: string })[] = [];
    for (const fixture of withoutOtherSyntax) {
      const run = await runComposed({ ...composition, place: 'before' }, fixture);
      if (hasOtherResults(run)) failed.push({ name: fixture.name, ...run });
      if (hasOtherSpans(run)) otherSpans.push(`${composition.name}, ${fixture.name}: ${change(run)}`);
    }
    expect(failed).toEqual([]);
  });
});

test('spans after the tools in front', async () => {
  await expect(`${otherSpans.join('\n')}\n`).toMatchFileSnapshot('spans-behind-other-tools.txt');
});

function change({ spans, expectedSpans }: ComposedRun): string {
  const [was, is] = [namesOf(expectedSpans), namesOf(spans)];
  return was === is ? `${was}, with other attributes` : `${was} → ${is}`;
}

function namesOf(spans: readonly SpanNode[]): string {
  const nameOf = ({ name, children = [] }: SpanNode): string =>
    children.length === 0 ? name : `${name} (${namesOf(children)})`;
  return spans.map(nameOf).join(', ') || 'none';
}
