import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { install } from '../../../test/install.mjs';

// The real Jest, in a project that is built by the plugin, with the packages as they are published.
await install('test/hosts');
const require = createRequire(new URL('../../../test/hosts/', import.meta.url));
const jest = join(require.resolve('jest/package.json'), '../bin/jest.js');

const files = {
  'search.ts': `/** @track type=tool */
export async function search(query: string): Promise<string[]> {
  return [query];
}
`,
  'search.test.ts': `import { capture } from '@bud/testing';
import { search } from './search';

test('reads traces', async () => {
  const trace = await capture(() => search('tomatoes'));
  expect(trace).toHaveCalledTool('search', { query: expect.stringContaining('tom') });
  expect(trace).not.toHaveSpan('cooking');
  expect(trace).toMatchTrace();
  expect(trace).toMatchSnapshot();
});

test('fails with the tree', async () => {
  const trace = await capture(() => search('tomatoes'));
  expect(trace).toHaveCalledTool('search', { query: 'roses' });
});
`,
  'jest.config.json': JSON.stringify({
    transform: { '^.+\\.[jt]sx?$': '@bud/swc/jest' },
    transformIgnorePatterns: ['/node_modules/(?!@bud/|leven/)', '\\.json$'],
    setupFilesAfterEnv: ['@bud/testing/jest'],
    cacheDirectory: './cache',
    testTimeout: 50_000,
  }),
};

test('Jest has the matchers, and prints a trace as its tree', async () => {
  using project = createProject(files);
  for (const name of ['swc', 'testing', 'observe']) {
    const folder = fileURLToPath(new URL(`../../${name}`, import.meta.url));
    symlinkSync(folder, join(project.root, 'node_modules/@bud', name), 'junction');
  }
  const { text, status } = await run(project.root, '--ci=false');
  expect(status).toBe(1);
  expect(text).toContain('✓ reads traces');
  expect(text).toContain('✕ fails with the tree');
  expect(text).toContain(`Expected a call of the tool \`search\` with query: "roses", and it differs.

    search(query: "tomatoes") → ["tomatoes"]  tool
        ▲ query: expected "roses", was "tomatoes"`);
  const snapshots = readFileSync(join(project.root, '__snapshots__/search.test.ts.snap'), 'utf8');
  expect(snapshots.match(/= `search\(query: "tomatoes"\) → \["tomatoes"\] {2}tool`;/g)).toHaveLength(2);
}, 120_000);

function run(cwd: string, ...flags: readonly string[]): Promise<{ readonly text: string; readonly status: number }> {
  const env = { PATH: process.env['PATH'] };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [jest, '-i', '--colors=false', '--verbose', ...flags],
      { cwd, env },
      (error, stdout, stderr) => resolve({ text: stdout + stderr, status: Number(error?.code ?? 0) }),
    );
  });
}
