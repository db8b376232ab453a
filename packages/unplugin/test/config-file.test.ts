import { expect, test } from 'vitest';
import { hosts } from '../../../test/hosts/hosts.ts';
import { createProject } from '../../../test/hosts/project.ts';

const files = {
  'src/main.ts': `export function ask() {}
/** @track */
export function plain() {}
`,
};
const rule = "{ files: 'src/**', functions: 'ask', type: 'from-the-file' }";

test.each(Object.values(hosts))('$name reads the configuration file, and own options win', async (host) => {
  using project = createProject({ ...files, 'bud.track.config.ts': `export default { rules: [${rule}] };\n` });
  const input = { root: project.root, entries: { main: 'src/main.ts' } };
  const { modules, warnings } = await host.build({ ...input, options: {} });
  expect(warnings).toEqual([]);
  expect(modules['main']?.code).toContain('from-the-file');
  const own = await host.build({ ...input, options: { rules: [{ functions: 'ask', type: 'own' }] } });
  expect(own.modules['main']?.code).toContain('own');
  expect(own.modules['main']?.code).not.toContain('from-the-file');
});

test.each(Object.values(hosts))(
  '$name gives the bytes of a build without the plugin: mode off in the file',
  async (host) => {
    using project = createProject({
      ...files,
      'bud.track.config.ts': `export default { mode: 'off', rules: [${rule}] };\n`,
    });
    const input = { root: project.root, entries: { main: 'src/main.ts' }, sourcemap: true };
    const off = await host.build({ ...input, options: {} });
    expect(off.modules['main']?.code).toContain('function plain');
    expect(off).toEqual(await host.build(input));
  },
);

test.each(Object.values(hosts))('$name fails with what is wrong in the file', async (host) => {
  using project = createProject({ ...files, 'bud.track.config.ts': 'export default { rulez: [] };\n' });
  const input = { root: project.root, entries: { main: 'src/main.ts' } };
  // webpack and Rspack throw where a compiler is made.
  const text = await host
    .build({ ...input, options: {} })
    .then(({ errors }) => errors.map((error) => error.text).join('\n'), String);
  expect(text).toContain('bud.track.config.ts: unknown option "rulez" (did you mean "rules"?)');
});
