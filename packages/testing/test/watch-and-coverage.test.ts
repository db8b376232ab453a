import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { install } from '../../../test/install.mjs';
import { frameworkProject, runNode } from './framework-project.ts';

// The real frameworks, in projects outside of this repository that are built by the plugins.
await install('test/hosts');
const requireHost = createRequire(new URL('../../../test/hosts/', import.meta.url));
const require = createRequire(import.meta.url);
const jest = join(requireHost.resolve('jest/package.json'), '../bin/jest.js');
const vitest = join(require.resolve('vitest/package.json'), '../vitest.mjs');

const search = (word: string): string => `/** @track type=tool */
export async function search(query: string): Promise<string[]> {
  return [query, '${word}'];
}
`;

const body = `
test('reads the trace', async () => {
  const trace = await capture(() => search('tomatoes'));
  expect(trace).toHaveCalledTool('search', { query: 'tomatoes' });
  expect(trace.find('search')?.output).toEqual(['tomatoes', 'first']);
});
`;

const inVitest = {
  'search.ts': search('first'),
  'search.test.ts': `import { capture } from '@bud/testing';
import { expect, test } from 'vitest';
import { search } from './search.js';
${body}`,
  'vitest.config.ts': `import budTrack from '@bud/unplugin/vite';
import { defineConfig } from 'vitest/config';
const coverage = { include: ['search.ts'], reporter: 'text' };
export default defineConfig({ plugins: [budTrack()], test: { setupFiles: '@bud/testing/vitest', testTimeout: 50_000, coverage } });
`,
};

const inJest = {
  'search.ts': search('first'),
  'search.test.ts': `import { capture } from '@bud/testing';
import { search } from './search';
${body}`,
  'jest.config.json': JSON.stringify({
    transform: { '^.+\\.[jt]sx?$': '@bud/swc/jest' },
    transformIgnorePatterns: ['/node_modules/(?!@bud/|leven/|diff/)', '\\.json$'],
    setupFilesAfterEnv: ['@bud/testing/jest'],
    cacheDirectory: './cache',
    testTimeout: 50_000,
    collectCoverageFrom: ['search.ts'],
    coverageReporters: ['text'],
  }),
};

test('Vitest in watch mode shows what has changed, and in coverage mode counts as without us', async () => {
  using project = frameworkProject(inVitest, ['vitest', 'vite', '@vitest']);
  {
    await using watching = runNode(project.root, [vitest, '--watch']);
    await watching.printed(/Tests +1 passed[^]*Waiting for file changes/);
    const second = await watching.printedAfter(
      () => project.write({ 'search.ts': search('second') }),
      /Tests +1 failed[^]*Watching for file changes/,
    );
    expect(second).toContain("'second'");
    await watching.printedAfter(
      () => project.write({ 'search.ts': search('first') }),
      /Tests +1 failed[^]*Tests +1 passed/,
    );
  }
  const { text, status } = await runNode(project.root, [vitest, 'run', '--coverage']).ended;
  expect([status, text]).toEqual([0, expect.stringMatching(/search\.ts +\| +100 +\| +100 +\| +100 +\| +100/)]);
}, 120_000);

test('Jest in watch mode shows what has changed, and in coverage mode counts as without us', async () => {
  using project = frameworkProject(inJest);
  {
    await using watching = runNode(project.root, [jest, '--watchAll', '-i']);
    await watching.printed(/Tests: +1 passed[^]*Ran all test suites/);
    const second = await watching.printedAfter(
      () => project.write({ 'search.ts': search('second') }),
      /Tests: +1 failed[^]*Ran all test suites/,
    );
    expect(second).toContain('"second"');
    await watching.printedAfter(
      () => project.write({ 'search.ts': search('first') }),
      /Tests: +1 failed[^]*Tests: +1 passed/,
    );
  }
  const { text, status } = await runNode(project.root, [jest, '-i', '--coverage']).ended;
  expect([status, text]).toEqual([0, expect.stringMatching(/search\.ts +\| +100 +\| +100 +\| +100 +\| +100/)]);
}, 120_000);

test('an evaluation is shown by the reporter of Vitest: its table, and the traces of what is not right', async () => {
  using project = frameworkProject(
    {
      ...inVitest,
      'search.test.ts': `import { evaluate } from '@bud/testing';
import { test } from 'vitest';
import { search } from './search.js';

test('answers', async () => {
  const cases = [{ name: 'good', input: 'tomatoes', expected: 'tomatoes' }, { name: 'bad', input: 'weeds', expected: 'roses' }];
  await evaluate(search, cases, { exact: ({ output, expected }) => output?.[0] === expected });
});
`,
    },
    ['vitest', 'vite', '@vitest'],
  );
  const run = runNode(project.root, [vitest, 'run', '--reporter=dot', '--reporter=@bud/testing/reporter']);
  const { text, status } = await run.ended;
  expect(status).toBe(0);
  expect(text).toContain(`
answers

case  exact  tokens  cost  output
good  100 %  0             ["tomatoes","first"]
bad   0 %    0             ["weeds","first"]
all   50 %   0

bad
  search(query: "weeds") → ["weeds","first"]  tool
`);
}, 60_000);

test('a test of node:test has its own trace and exporter, also beside others', async () => {
  using project = frameworkProject({
    'own.test.mjs': `import assert from 'node:assert';
import { afterEach, describe, test } from 'node:test';
import { track } from '@bud/observe';
import { expectTrace } from '@bud/testing';
import { traceTest } from '@bud/testing/node-test';

const work = track({ name: 'work', params: ['id'] }, async (id) => void (await new Promise((done) => setTimeout(done, 5))));
let ended = 0;
afterEach(() => void (ended += 1));
describe('at once', { concurrency: true }, () => {
  for (const id of [1, 2, 3])
    test(String(id), traceTest(async ({ trace, exporter }, { name }) => {
      await work(id);
      expectTrace(trace).toHaveSpan('work', { 'bud.track.input.id': Number(name) });
      assert.equal(trace.spans.length, 1);
      exporter.assertHasSpan('work');
    }));
});
process.on('exit', () => console.log('hooks', ended));
`,
  });
  const { text, status } = await runNode(project.root, ['--test-reporter=tap', 'own.test.mjs']).ended;
  expect([status, text]).toEqual([0, expect.stringMatching(/# pass 3[^]*hooks 3|hooks 3[^]*# pass 3/)]);
}, 60_000);
