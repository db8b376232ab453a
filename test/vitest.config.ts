import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { ViteUserConfig } from 'vitest/config';
import { CheapFirst } from './run-order.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages =
  'babel|cli|flow|llm|observe|project|recipes|runtime|swc|testing|trace|transform|tsc|unplugin|value|viewer';

// Proof of the cast: npm reads the same members, and the condition is ours.
const { exports: observe } = JSON.parse(readFileSync(`${root}packages/observe/package.json`, 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly '@bud/source': string }>>;
};

const config: ViteUserConfig = defineConfig({
  root,
  resolve: {
    // Tests read the packages' TypeScript, never a stale build: import path = file in `src`, as under the export
    // condition `@bud/source`. The condition itself would not do: vitest hands conditions on to its Node processes,
    // and what the tests compile and then run there has to find JavaScript.
    alias: [
      { find: new RegExp(`^@bud/(${packages})$`), replacement: `${root}packages/$1/src/index.ts` },
      // Its subpaths stand in rooms.
      ...Object.entries(observe).flatMap(([path, target]) =>
        path === '.' || typeof target === 'string'
          ? []
          : [{ find: `@bud/observe${path.slice(1)}`, replacement: `${root}packages/observe/${target['@bud/source']}` }],
      ),
      { find: '#platform', replacement: `${root}packages/observe/src/platform/node.ts` },
      { find: new RegExp(`^@bud/(${packages})/([\\w-]+)$`), replacement: `${root}packages/$1/src/$2.ts` },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    // Prints the fixtures × hosts at the end.
    globalSetup: 'test/fixtures/matrix.ts',
    sequence: { sequencer: CheapFirst },
    // Two more than cores: some always wait, for a server, a clock or the network.
    maxWorkers: availableParallelism() + 2,
    maxConcurrency: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'custom',
      customProviderModule: `${root}test/coverage-provider/provider.ts`,
      include: ['packages/*/src/**'],
      // Bun, browsers and Workers run these, and do not count for V8.
      exclude: [
        'packages/unplugin/src/{bun,hooks/bun,hooks/bun-preload}.ts',
        'packages/observe/src/platform/{web,async-context}.ts',
        'packages/viewer/src/page/**',
      ],
      reportOnFailure: true,
      reporter: [],
      thresholds: Object.fromEntries(packages.split('|').map((name) => [`packages/${name}/src/**`, { lines: 90 }])),
    },
    setupFiles: [
      'test/ts-patch-cache.ts',
      'test/studies/inventory/count-assertions.ts',
      'test/coverage-provider/inherit.ts',
    ],
    // As in most terminals: hosts color their messages, and those have to be understood as well.
    env: { FORCE_COLOR: '1' },
  },
});

export default config;
