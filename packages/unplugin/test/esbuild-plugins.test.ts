import { readFileSync } from 'node:fs';
import { openProject } from '@bud/project';
import budTrack from '@bud/unplugin/esbuild';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';

const buildOptions = ({ root }: Project) =>
  ({
    absWorkingDir: root,
    entryPoints: ['src/main.js'],
    bundle: true,
    write: false,
    format: 'esm',
    external: ['@bud/runtime'],
    logLevel: 'silent',
  }) satisfies BuildOptions;

async function bundle(project: Project, plugins: Plugin[], loader = {}): Promise<string> {
  const { outputFiles } = await build({ ...buildOptions(project), loader, plugins });
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
  const code = await bundle(project, [budTrack(), shout]);
  expect(code).toContain('__bud_ask');
  expect(code).toContain('other = "LOUD"');
  expect(code).toContain('typo = "LOUD"');
});

const tracked = "/** @track */ export function ask() { return 'quiet'; }\n";

/** What is said of a build whose plugins are in this order; without the list of inputs that nobody asked for. */
async function messagesOf(project: Project, plugins: Plugin[]): Promise<readonly string[]> {
  const result = await build({ ...buildOptions(project), plugins });
  expect(result.metafile).toBeUndefined();
  return result.warnings.map(({ id, text, location }) => `${id} ${location?.file}:${location?.line} ${text}`);
}

describe('a plugin in front that loads a tracked file', () => {
  test('is named, once for each file', async () => {
    using project = createProject({
      'src/main.js': `\n${tracked}export * from './other.js';\n`,
      'src/other.js': 'export const other = 1;\n',
    });
    const said = await messagesOf(project, [shout, budTrack()]);
    expect(said).toEqual([expect.stringMatching(/^BUD407 src\/main\.js:2 .*\bshout\b/)]);
    expect(await messagesOf(project, [budTrack(), shout])).toEqual([]);
  });

  test('fails a strict build', async () => {
    using project = createProject({ 'src/main.js': tracked });
    await expect(bundle(project, [shout, budTrack({ strict: true })])).rejects.toThrow('BUD407');
  });

  test('is in order where it has the code instrumented', async () => {
    using project = createProject({ 'src/main.js': tracked });
    const { compiler } = openProject({ root: project.root, selection: undefined });
    const chained: Plugin = {
      name: 'chained',
      setup(builder) {
        builder.onLoad({ filter: /\.js$/ }, ({ path }) => {
          const contents = readFileSync(path, 'utf8').replace('quiet', 'LOUD');
          return { contents: compiler.compile(contents, path, 'esm').code };
        });
      },
    };
    expect(await messagesOf(project, [chained, budTrack({ strict: true })])).toEqual([]);
    expect(await bundle(project, [chained, budTrack()])).toMatch(/__bud_ask[^]*LOUD/);
  });

  test('is in order where nothing is tracked', async () => {
    using project = createProject({ 'src/main.js': 'export const ask = 1;\n' });
    expect(await messagesOf(project, [shout, budTrack({ strict: true })])).toEqual([]);
  });
});

test('a longer extension that the user loads as something else', async () => {
  using project = createProject({
    'src/main.js': "import text from './ask.tpl.js';\nexport default text;\n",
    'src/ask.tpl.js': tracked,
  });
  const code = await bundle(project, [budTrack()], { '.tpl.js': 'text' });
  expect(code).not.toContain('@bud/runtime');
  expect(code).toContain('@track');
});

test('the loader that the user chose for an extension', async () => {
  using project = createProject({ 'src/main.js': '/** @track */ export function Page() { return <p/>; }\n' });
  expect(await bundle(project, [budTrack()], { '.js': 'jsx' })).toContain('createElement("p"');
});

test('what is imported as text is not source', async () => {
  using project = createProject({
    'src/main.js': "import text from './ask.js' with { type: 'text' };\nexport default text;\n",
    'src/ask.js': '/** @track */ export function ask() {}\n',
  });
  expect(await bundle(project, [budTrack()])).not.toContain('@bud/runtime');
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
  expect(await bundle(project, [budTrack({ rules: [{ functions: '*' }] }), virtual])).not.toContain('@bud/runtime');
});

test('problems of files that have nothing to track, and unused rules, are printed', async () => {
  using project = createProject({ 'src/main.js': '/** @track */ export const answer = 42;\n' });
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const entry: BuildOptions = { absWorkingDir: project.root, entryPoints: ['src/main.js'], write: false, color: false };
  const plugins = [budTrack({ rules: [{ files: 'lib/**', type: 'tool' }] })];
  await build({ ...entry, plugins, logLevel: 'silent' });
  expect(write).not.toHaveBeenCalled();
  await build({ ...entry, plugins });
  const printed = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  expect(printed).toContain('BUD101 this @track attaches to nothing');
  expect(printed).toContain('src/main.js:1:4:');
  expect(printed).toContain('BUD201 rules[0] matches no file: "lib/**"');
});
