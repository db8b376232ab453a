import { readFileSync } from 'node:fs';
import track from '@bud/unplugin/esbuild';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { expect, test, vi } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';

async function bundle({ root }: Project, plugins: Plugin[], loader = {}): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/main.js'],
    bundle: true,
    write: false,
    format: 'esm',
    external: ['@bud/runtime'],
    logLevel: 'silent',
    loader,
    plugins,
  });
  return outputFiles[0]?.text ?? '';
}

/** Stands for every other plugin that loads JavaScript. */
const shout: Plugin = {
  name: 'shout',
  setup(builder) {
    builder.onLoad({ filter: /\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('quiet', 'LOUD'),
    }));
  },
};

test('files without anything to track are left to the other plugins, with their warnings', async () => {
  using project = createProject({
    'src/main.js':
      "/** @track */ export function ask() { return 'quiet'; }\nexport * from './other.js';\nexport * from './typo.js';\n",
    'src/other.js': "export const other = 'quiet';\n",
    'src/typo.js': "/** @track typ=tool */\nexport const typo = 'quiet';\n",
  });
  const code = await bundle(project, [track(), shout]);
  expect(code).toContain('__bud_ask');
  expect(code).toContain('other = "LOUD"');
  expect(code).toContain('typo = "LOUD"');
});

test('the loader that the user chose for an extension', async () => {
  using project = createProject({ 'src/main.js': '/** @track */ export function Page() { return <p/>; }\n' });
  expect(await bundle(project, [track()], { '.js': 'jsx' })).toContain('createElement("p"');
});

test('what is imported as text is not source', async () => {
  using project = createProject({
    'src/main.js': "import text from './ask.js' with { type: 'text' };\nexport default text;\n",
    'src/ask.js': '/** @track */ export function ask() {}\n',
  });
  expect(await bundle(project, [track()])).not.toContain('@bud/runtime');
});

test('modules of other namespaces are left alone', async () => {
  using project = createProject({ 'src/main.js': "export * from 'virtual:ask.js';\n" });
  const virtual: Plugin = {
    name: 'virtual',
    setup(builder) {
      builder.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'virtual' }));
      builder.onLoad({ filter: /.*/, namespace: 'virtual' }, () => ({
        contents: '/** @track */ export function ask() {}',
      }));
    },
  };
  expect(await bundle(project, [track({ rules: [{ functions: '*' }] }), virtual])).not.toContain('@bud/runtime');
});

test('problems of files that have nothing to track, and unused rules, are printed', async () => {
  using project = createProject({ 'src/main.js': '/** @track */ export const answer = 42;\n' });
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const entry: BuildOptions = { absWorkingDir: project.root, entryPoints: ['src/main.js'], write: false, color: false };
  const plugins = [track({ rules: [{ files: 'lib/**', type: 'tool' }] })];
  await build({ ...entry, plugins, logLevel: 'silent' });
  expect(write).not.toHaveBeenCalled();
  await build({ ...entry, plugins });
  const printed = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  expect(printed).toContain('BUD101 this @track attaches to nothing');
  expect(printed).toContain('src/main.js:1:4:');
  expect(printed).toContain('BUD201 rules[0] matches no file: "lib/**"');
});
