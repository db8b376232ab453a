// Projects whose suites are run, by the name of the checkout's folder; a checkout has its dependencies installed. What
// a project's tests read, how its own scripts start them, and which tests may differ, by their keys,
// is all that has to be known of it: those that are `excused` do, those that are `timed` do where a machine is slow.
import { basename } from 'node:path';

const workspace = ['packages/*/src/**'];
const usual = { runner: 'vitest', src: ['src/**'], args: [], excused: [], timed: [] };

/** Once a program has an AsyncLocalStorage in use, as OpenTelemetry's, Node before 24 adds properties to promises. */
const storagesMarkPromises = Number.parseInt(process.versions.node, 10) < 24;

export const projects = {
  'class-validator': { repository: 'typestack/class-validator', runner: 'jest' },
  effect: {
    repository: 'Effect-TS/effect',
    src: workspace,
    args: ['--project', 'effect'],
  },
  eslint: { repository: 'eslint/eslint', runner: 'mocha', src: ['lib/**'], args: ['tests/lib/rules/*.js'] },
  express: {
    repository: 'expressjs/express',
    runner: 'mocha',
    src: ['lib/**'],
    args: ['--require', 'test/support/env', '--check-leaks', 'test/', 'test/acceptance/'],
  },
  h3: {
    repository: 'h3js/h3',
    // They compare two promises by their properties.
    excused: ['web > event.waitUntil (web)', 'node > event.waitUntil (node)']
      .filter(() => storagesMarkPromises)
      .map((name) => `test/event.test.ts > event > ${name}`),
    // They have five seconds, for a million spans.
    timed: [
      'test/rules/scope.test.ts > mergedCanonicalPath / needsCanonicalPasses > agrees with both readings on assembled paths (seeded fuzz)',
      'test/unit/path.test.ts > resolveDotSegments > isCanonicalPath > is exactly `resolveDotSegments(path, opts) === path` (seeded fuzz)',
    ],
  },
  // The other projects need runtimes that are not Node.
  hono: {
    repository: 'honojs/hono',
    args: ['main', 'jsx-runtime-default', 'jsx-runtime-dom'].flatMap((name) => ['--project', name]),
  },
  koa: { repository: 'koajs/koa', runner: 'node', src: ['lib/**'] },
  'magic-string': { repository: 'Rich-Harris/magic-string' },
  // Without the tests in a browser.
  svelte: { repository: 'sveltejs/svelte', src: ['packages/svelte/src/**'] },
  // The other projects need a browser.
  'vue-core': {
    repository: 'vuejs/core',
    src: workspace,
    args: ['unit', 'unit-jsdom', 'unit-gc'].flatMap((name) => ['--project', name]),
  },
  // The other projects run the same tests again, or none.
  zod: {
    repository: 'colinhacks/zod',
    src: workspace,
    args: ['--project', 'zod'],
    excused: [
      // They look for their own frame at the top of a stack; while recording, the recorder's are above it.
      'error.test.ts > parse errors capture the caller stack frame',
      'error.test.ts > codec errors capture the caller stack frame',
      'error.test.ts > async errors that fail after suspending capture the caller stack frame',
      'error.test.ts > stack trace carries the message and the parse call site',
    ].map((name) => `zod > packages/zod/src/v4/classic/tests/${name}`),
    // It has five seconds, for half a million spans.
    timed: ['zod > packages/zod/src/v4/classic/tests/to-json-schema.test.ts > large registry converts in linear time'],
  },
};

/** How the suite of a checkout is run. */
export function settingsOf(checkout) {
  return { ...usual, ...projects[basename(checkout)] };
}
