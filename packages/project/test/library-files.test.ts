import { expect, test } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';
import { openProject } from '../src/project.ts';

const client = 'export class Completions { create(body) { return this.post(body); } }\n';
const completions = 'resources/chat/completions/completions.mjs';

/** A project with a package in `folder`. */
function withPackage(folder: string, manifest: object, options = { hasRuntime: true }): Project {
  return createProject(
    { [`${folder}/package.json`]: JSON.stringify(manifest), [`${folder}/${completions}`]: client },
    options,
  );
}

const opened = ({ root }: Project, libraries: 'auto' | readonly string[]): ReturnType<typeof openProject>['compiler'] =>
  openProject({ options: { libraries }, root, selection: undefined }).compiler;

const openai6 = { name: 'openai', version: '6.49.0' };

test.each(['auto', ['openai']] as const)('libraries: %s tracks a library inside of it', (libraries) => {
  using project = withPackage('node_modules/openai', openai6);
  const id = `${project.root}/node_modules/openai/${completions}`;
  const compiler = opened(project, libraries);
  expect(compiler.accepts(id)).toBe(true);
  const { sites } = compiler.compile(client, id, 'esm');
  expect(sites).toMatchObject([
    {
      function: 'Completions.create',
      file: `node_modules/openai/${completions}`,
      reader: 'openai.chat',
      type: 'llm',
      tracer: 'bud.llm',
      inputs: [],
      captureOutput: false,
    },
  ]);
  expect(compiler.unmatched([id])).toEqual([]);
});

test.each([
  ['without the option', [], 'node_modules/openai', openai6, completions],
  ['of a package that was not asked for', ['openai'], 'node_modules/other', { ...openai6, name: 'other' }, completions],
  ['of the library that hold none of its calls', 'auto', 'node_modules/openai', openai6, 'index.mjs'],
  ['of the project that are called so', 'auto', 'src/openai', openai6, completions],
  [
    'of a package inside of it',
    'auto',
    'node_modules/openai/node_modules/b',
    { name: 'b', version: '6.0.0' },
    completions,
  ],
] as const)('files %s are left alone', (_why, libraries, folder, manifest, file) => {
  using project = withPackage(folder, manifest);
  const id = `${project.root}/${folder}/${file}`;
  const compiler = opened(project, libraries);
  expect(compiler.compile(client, id, 'esm').sites).toEqual([]);
  if (folder.startsWith('node_modules')) expect(compiler.accepts(id)).toBe(false);
});

test('a package is known by the name that it has itself, whatever it is installed as', () => {
  using project = withPackage('node_modules/openai-6', openai6);
  const id = `${project.root}/node_modules/openai-6/${completions}`;
  expect(opened(project, ['openai']).compile(client, id, 'esm').sites).toHaveLength(1);
});

test('marks of the library, and rules, say more than its recipe', () => {
  using project = withPackage('node_modules/openai', openai6);
  const rules = [{ files: '**/openai/**', functions: 'Completions.*', name: 'ask', type: 'model' }];
  const { compiler } = openProject({ options: { libraries: 'auto', rules }, root: project.root, selection: undefined });
  const { sites } = compiler.compile(client, `${project.root}/node_modules/openai/${completions}`, 'esm');
  expect(sites).toMatchObject([{ name: 'ask', type: 'model', reader: 'openai.chat' }]);
});

test.each([
  ['BUD_TRACK=tool', 'tool', 0],
  ['BUD_TRACK=llm', 'llm', 1],
  ['BUD_TRACK=off', 'off', 0],
])('%s', (_name, selection, count) => {
  using project = withPackage('node_modules/openai', openai6);
  const { compiler } = openProject({ options: { libraries: 'auto' }, root: project.root, selection });
  const id = `${project.root}/node_modules/openai/${completions}`;
  expect(compiler.accepts(id)).toBe(selection !== 'off');
  expect(compiler.compile(client, id, 'esm').sites).toHaveLength(count);
});

test('where packages are kept apart, the gate is the very file that the project finds', () => {
  using project = withPackage('node_modules/.pnpm/openai@6/node_modules/openai', openai6, { hasRuntime: false });
  const gate = { name: '@bud/runtime', version: '1.0.0', exports: './gate.js' };
  const app = `${project.root}/app`;
  project.write({
    'app/package.json': '{}',
    'app/node_modules/@bud/runtime/package.json': JSON.stringify(gate),
    'app/node_modules/@bud/runtime/gate.js': '',
  });
  const id = `${project.root}/node_modules/.pnpm/openai@6/node_modules/openai/${completions}`;
  const { compiler } = openProject({ options: { libraries: 'auto' }, root: app, selection: undefined });
  expect(compiler.gateOf(id)).toBe(`${app}/node_modules/@bud/runtime/gate.js`);
  expect(compiler.compile(client, id, 'esm').code).toContain(
    `import { gate as __bud } from "${app}/node_modules/@bud/runtime/gate.js";`,
  );
  expect(compiler.gateOf(`${app}/src/main.js`)).toBe('@bud/runtime');
});

test.each([
  [
    'a version that nobody has tried',
    { name: 'openai', version: '9.1.0' },
    client,
    'openai 9.1.0 is none of the major versions that its recipe is for (4, 5, 6, 7)',
  ],
  [
    'a method that is no longer where it was',
    openai6,
    'export class Completions { make() {} }',
    'openai 6.49.0 has no Completions.create in resources/chat/completions/completions',
  ],
  [
    'a library that is not bundled',
    { name: 'other', version: '1.0.0' },
    client,
    'no file of openai is part of the build',
  ],
])('says so at the end of a build: %s', (_what, manifest, code, message) => {
  using project = withPackage('node_modules/openai', manifest);
  const id = `${project.root}/node_modules/openai/${completions}`;
  const compiler = opened(project, ['openai']);
  if (compiler.accepts(id)) compiler.compile(code, id, 'esm');
  expect(compiler.unmatched([id])).toMatchObject([
    {
      code: 'BUD205',
      message,
      remedy:
        'Its calls are not tracked by the build; where Node loads openai itself, `autoInstrument` of @bud/llm tracks them.',
    },
  ]);
});

test.each([
  [['opnai'], '"libraries" has no recipe for "opnai" (did you mean "openai"?)'],
  [['left-pad'], '"libraries" has no recipe for "left-pad" (there are recipes for openai'],
  ['openai', '"libraries" must be "auto" or a list of libraries, such as ["openai"], not "openai"'],
])('an option that cannot be used: %s', (libraries, message) => {
  // Proof of the cast: some are no options.
  const open = (): unknown => openProject({ options: { libraries } as object, root: '/app', selection: undefined });
  expect(open).toThrow(message);
});

/** Other clients of its maker inherit the very method by which one library sends. */
test.each([
  ['tracked for a project that has the library', 'auto', true, true, ['Client.send']],
  ['tracked where the library is named', ['bedrock'], false, true, ['Client.send']],
  ['left alone in a project without the library', 'auto', false, true, []],
  ['left alone without what tells its calls apart', ['bedrock'], true, false, []],
] as const)('what a library shares is %s', (_what, libraries, hasLibrary, hasReader, tracked) => {
  const file = 'dist-es/submodules/client/smithy-client/client.js';
  const code = 'export class Client { send(command) { return this.handle(command); } }\n';
  using project = createProject(
    {
      'node_modules/@smithy/core/package.json': JSON.stringify({ name: '@smithy/core', version: '3.41.1' }),
      [`node_modules/@smithy/core/${file}`]: code,
      ...(hasLibrary && { 'node_modules/@aws-sdk/client-bedrock-runtime/index.js': '' }),
      ...(hasReader && { 'node_modules/@bud/llm/gate.js': '' }),
    },
    { hasRuntime: true },
  );
  const id = `${project.root}/node_modules/@smithy/core/${file}`;
  const compiler = opened(project, libraries);
  const { sites } = compiler.compile(code, id, 'esm');
  expect(sites.map((site) => site.function)).toEqual(tracked);
  const said = hasReader ? [] : ['no file of bedrock is part of the build', expect.stringContaining('only @bud/llm')];
  expect(
    compiler
      .unmatched([id])
      .map(({ message }) => message)
      .toSorted(),
  ).toEqual(said);
});
