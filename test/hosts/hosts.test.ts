import { expect, test } from 'vitest';
import { allHosts } from './hosts.ts';
import { importModule } from './import-module.ts';
import { createProject } from './project.ts';

const files = {
  'src/main.ts': `import { base } from './base.ts';
/** @track type=tool */
export async function add(a: number): Promise<number> {
  return a + base;
}
`,
  'src/base.ts': 'export const base: number = 1;\n',
};

test.each(allHosts)('$name builds a module that runs, with and without the plugin', async (host) => {
  using project = createProject(files);
  const input = { root: project.root, entries: { main: 'src/main.ts' } };
  for (const options of [undefined, {}]) {
    const { modules, warnings, errors } = await host.build({ ...input, options });
    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] });
    const built = modules['main'];
    if (built === undefined) throw new Error('nothing was built');
    const { add } = await importModule<{ add(a: number): Promise<number> }>(project, built);
    expect(await add(2)).toBe(3);
    expect(built.code.includes('@bud/runtime')).toBe(options !== undefined);
  }
});
