// Projects whose suites are run, by the name of the checkout's folder; a checkout has its dependencies installed. What
// a project's tests read, how its own scripts start them, and which tests may differ (`excused`: their keys, each with
// what it looks at) is all that has to be known of it.
import { basename } from 'node:path';

const workspace = ['packages/*/src/**'];
const usual = { runner: 'vitest', src: ['src/**'], args: [], excused: {} };

export const projects = {
  'class-validator': { repository: 'typestack/class-validator', runner: 'jest' },
  'date-fns': { repository: 'date-fns/date-fns' },
  effect: {
    repository: 'Effect-TS/effect',
    src: workspace,
    args: ['--project', 'effect', '--no-isolate'],
  },
  eslint: { repository: 'eslint/eslint', runner: 'mocha', src: ['lib/**'], args: ['tests/lib/rules/*.js'] },
  express: {
    repository: 'expressjs/express',
    runner: 'mocha',
    src: ['lib/**'],
    args: ['--require', 'test/support/env', '--check-leaks', 'test/', 'test/acceptance/'],
  },
  h3: { repository: 'h3js/h3' },
  // The others need runtimes that are not Node.
  hono: {
    repository: 'honojs/hono',
    args: ['main', 'jsx-runtime-default', 'jsx-runtime-dom'].flatMap((name) => ['--project', name]),
  },
  koa: { repository: 'koajs/koa', runner: 'node', src: ['lib/**'] },
  'magic-string': { repository: 'Rich-Harris/magic-string' },
  // Without the tests in a browser.
  svelte: { repository: 'sveltejs/svelte', src: ['packages/svelte/src/**'] },
  // The others need a browser.
  'vue-core': {
    repository: 'vuejs/core',
    src: workspace,
    args: ['unit', 'unit-jsdom', 'unit-gc'].flatMap((name) => ['--project', name]),
  },
  zod: { repository: 'colinhacks/zod', src: workspace, args: ['--no-isolate'] },
};

/** How the suite of a checkout is run. */
export function settingsOf(checkout) {
  return { ...usual, ...projects[basename(checkout)] };
}
