// Projects whose suites are run, by the name of the checkout's folder; a checkout has its dependencies installed. What
// a project's tests read, and how its own scripts start them, is all that has to be known of it.
const workspace = ['packages/*/src/**'];

export const projects = {
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
  // The others need a browser.
  'vue-core': {
    repository: 'vuejs/core',
    src: workspace,
    args: ['unit', 'unit-jsdom', 'unit-gc'].flatMap((name) => ['--project', name]),
  },
  zod: { repository: 'colinhacks/zod', src: workspace, args: ['--no-isolate'] },
};
