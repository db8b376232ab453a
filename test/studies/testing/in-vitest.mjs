import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What it takes until the tests of a file run in Vitest, with its setup file and without, each pair one after the other. */
export async function startOfFiles(folder, pairs, write) {
  const names = Array.from({ length: pairs + 1 }, (_, index) => `${String(index).padStart(3, '0')}.test.js`);
  const test = `import { expect, test } from 'vitest';
test('holds', ({ task }) => {
  const { user, system } = process.cpuUsage();
  task.meta.cpuMs = (user + system) / 1000;
  expect(1).toBe(1);
});
`;
  for (const name of names) for (const kind of ['plain', 'traced']) write(join(folder, kind, name), test);
  const { startVitest, BaseSequencer } = await import(import.meta.resolve('vitest/node'));
  class InTurns extends BaseSequencer {
    async sort(files) {
      return files.toSorted((a, b) => nameOf(a.moduleId).localeCompare(nameOf(b.moduleId)));
    }
  }
  const found = { plain: new Map(), traced: new Map() };
  const projectOf = (name, setupFiles) => ({
    test: { name, root: join(folder, name), setupFiles, include: ['*.test.js'] },
  });
  const vitest = await startVitest('test', [], {
    config: false,
    root: folder,
    watch: false,
    pool: 'forks',
    fileParallelism: false,
    sequence: { sequencer: InTurns },
    projects: [projectOf('plain', []), projectOf('traced', ['@bud/testing/vitest'])],
    reporters: [
      {
        onTestModuleEnd(module) {
          const { setupDuration, collectDuration } = module.diagnostic();
          const [test] = module.children.allTests();
          const { cpuMs } = test.meta();
          found[module.project.name].set(nameOf(module.moduleId), { ms: setupDuration + collectDuration, cpuMs });
        },
      },
    ],
  });
  await vitest.close();
  // The first pair fills the caches.
  return Object.fromEntries(
    Object.entries(found).map(([kind, byName]) => [kind, names.slice(1).map((name) => byName.get(name))]),
  );
}

function nameOf(path) {
  return pathToFileURL(path).pathname.split('/').at(-1);
}
