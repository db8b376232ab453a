import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { runYarn } from '../../../test/hosts/yarn.ts';

const require = createRequire(import.meta.url);
const links = {
  '@bud/unplugin': `link:${fileURLToPath(new URL('..', import.meta.url))}`,
  rollup: `link:${dirname(require.resolve('rollup/package.json'))}`,
};

const build = `
const { rollup } = require('rollup');
const track = require('@bud/unplugin/rollup');
const codes = [];
const onwarn = ({ pluginCode }) => pluginCode !== undefined && codes.push(pluginCode);
rollup({ input: 'src/main.js', plugins: [track()], onwarn }).then(async (bundle) => {
  const { output } = await bundle.generate({});
  console.log(JSON.stringify({ isTracked: /@bud\\/(?:runtime|observe)/.test(output[0].code), codes }));
});
`;

test.each([
  ['a declared runtime is found', { '@bud/runtime': 'file:./runtime' }, []],
  ['one that is not declared is missing, though it lies in node_modules', {}, ['BUD401']],
  ['the one that the SDK brings is found', { '@bud/observe': 'file:./observe' }, []],
])("Plug'n'Play: %s", (_name, runtime, codes) => {
  using project = createProject({
    'package.json': JSON.stringify({ name: 'app', private: true, dependencies: { ...links, ...runtime } }),
    'yarn.lock': '',
    'runtime/package.json': '{ "name": "@bud/runtime", "version": "0.1.0", "type": "module", "exports": "./index.js" }',
    'runtime/index.js': 'export const gate = { on: false };\n',
    'observe/package.json':
      '{ "name": "@bud/observe", "version": "0.1.0", "type": "module", "exports": { "./gate": "./gate.js" } }',
    'observe/gate.js': 'export const gate = { on: false };\n',
    'src/main.js': '/** @track */ export function ask() {}\n',
    'build.cjs': build,
  });
  runYarn(project, 'install');
  const options = { cwd: project.root, encoding: 'utf8' } as const;
  const printed = execFileSync(process.execPath, ['--require', './.pnp.cjs', 'build.cjs'], options);
  expect(JSON.parse(printed)).toEqual({ isTracked: true, codes });
});
