import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createProject, type Project } from '../hosts/project.ts';
import { suiteFiles } from './suite.ts';
import { tools } from './tools.ts';

const plugin = fileURLToPath(new URL('../../packages/unplugin/dist/vite.js', import.meta.url));
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

const vitestConfig = `import budTrack from ${JSON.stringify(plugin)};
export default { plugins: [budTrack()], test: { include: ['vitest/*.test.ts'], coverage: { include: ['src/**'] } } };
`;

/** With Vitest's own packages, which it looks for in the project. */
function createSuite(): Project {
  const project = createProject({ ...suiteFiles, 'vitest.config.mjs': vitestConfig });
  mkdirSync(join(project.root, 'node_modules/@vitest'), { recursive: true });
  for (const name of ['vitest', '@vitest/coverage-v8', '@vitest/coverage-istanbul'])
    symlinkSync(join(modules, name), join(project.root, 'node_modules', name), 'junction');
  return project;
}

// A suite reaches a part of the program, and then all of it: each time a tool counts the same with the plugin as without.
describe.each(Object.entries(tools))('%s', { timeout: 180_000 }, (_name, run) => {
  test.each([
    ['a part', false],
    ['everything', true],
  ])('counts the same of a suite that reaches %s', async (_what, reachesAll) => {
    using project = createSuite();
    const { root } = project;
    const plain = await run({ root, isTracked: false, reachesAll });
    const tracked = await run({ root, isTracked: true, reachesAll });
    expect(tracked).toEqual(plain);
    expect(plain.branches.split('/')[0] === plain.branches.split('/')[1]).toBe(reachesAll);
  });
});
