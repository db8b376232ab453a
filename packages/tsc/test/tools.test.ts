import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import webpack from 'webpack';
import type { Project } from '../../../test/hosts/project.ts';
import { install } from '../../../test/install.mjs';
import { createTypeScriptProject, node } from './typescript-project.ts';

await install('test/hosts');
const require = createRequire(new URL('../../../test/hosts/', import.meta.url));
const runtime = fileURLToPath(new URL('../../runtime', import.meta.url));
const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');

const files = {
  'src/ask.ts': `declare const console: { log(...values: unknown[]): void };
/** @track */
export function ask(question: string): string { return question; }
console.log(ask.toString().includes('.enter('), ask('yes'));
`,
  'src/ask.test.ts': `import { ask } from './ask';
declare const test: Function, expect: Function;
test('is tracked', () => { expect(String(ask)).toContain('.enter('); expect(ask('yes')).toBe('yes'); });
`,
  'src/broken.ts': '/** @track typ=llm */\nexport function ask(q: string): string { return q; }\n',
};

const commonJs = { module: 'CommonJS', moduleResolution: 'bundler', target: 'ES2022' };

describe('tools that compile with ts-patch/compiler', { timeout: 300_000 }, () => {
  test('ts-node', () => {
    using project = createToolProject();
    const run = node(project, ['-r', require.resolve('ts-node/register'), 'src/ask.ts'], {
      TS_NODE_COMPILER: 'ts-patch/compiler',
    });
    expect(run).toEqual({ exitCode: 0, output: 'true yes\n' });
  });

  test.each([{ isolatedModules: true }, { isolatedModules: false }])('ts-jest, %j', (compilerOptions) => {
    using project = createToolProject({ compilerOptions });
    const run = runJest(project, {
      transform: { '^.+\\.[jt]sx?$': ['ts-jest', { compiler: 'ts-patch/compiler' }] },
      transformIgnorePatterns: ['/node_modules/(?!@bud/)'],
    });
    expect(run).toMatchObject({ exitCode: 0, output: expect.stringContaining('1 passed') as unknown });
  });

  test('ts-jest, as ECMAScript modules', () => {
    using project = createToolProject({ compilerOptions: { module: 'ESNext' } });
    const transform = { '^.+\\.ts$': ['ts-jest', { compiler: 'ts-patch/compiler', useESM: true }] };
    const run = runJest(project, { transform, extensionsToTreatAsEsm: ['.ts'] }, ['--experimental-vm-modules']);
    expect(run).toMatchObject({ exitCode: 0, output: expect.stringContaining('1 passed') as unknown });
  });

  test('ts-loader', async () => {
    using project = createToolProject();
    expect(await bundle(project, './src/ask.ts')).toEqual([]);
    expect(node(project, ['out/main.js'])).toEqual({ exitCode: 0, output: 'true yes\n' });
  });

  test('ts-loader fails on problems when strict, in the program form', async () => {
    using project = createToolProject({ plugin: { strict: true, transformProgram: true } });
    expect((await bundle(project, './src/broken.ts')).join()).toContain('BUD104 unknown key "typ"');
  });
});

/** The tools load TypeScript and the transformer from the project; the runtime is installed there, not linked. */
function createToolProject({ compilerOptions = {}, plugin = {} } = {}): Project {
  const project = createTypeScriptProject(files, { compilerOptions: { ...commonJs, ...compilerOptions }, plugin });
  const modules = join(project.root, 'node_modules');
  project.write({ 'package.json': '{ "private": true }' });
  const installed = { 'ts-patch': 'ts-patch-4', typescript: 'typescript', 'ts-jest': 'ts-jest' };
  for (const [name, folder] of Object.entries(installed)) {
    symlinkSync(dirname(require.resolve(`${folder}/package.json`)), join(modules, name), 'junction');
  }
  rmSync(join(modules, '@bud/runtime'));
  for (const file of ['package.json', 'dist']) {
    cpSync(join(runtime, file), join(modules, '@bud/runtime', file), { recursive: true });
  }
  return project;
}

function runJest(project: Project, config: object, flags: readonly string[] = []): ReturnType<typeof node> {
  project.write({ 'jest.config.json': JSON.stringify({ rootDir: '.', cache: false, ...config }) });
  return node(project, [...flags, jest, '--config', 'jest.config.json', '--runInBand']);
}

/** Gives the errors of the build. */
async function bundle({ root }: Project, entry: string): Promise<readonly string[]> {
  const compiler = webpack({
    context: root,
    mode: 'development',
    devtool: false,
    target: 'node',
    entry,
    externals: { '@bud/runtime': 'commonjs @bud/runtime' },
    output: { path: join(root, 'out'), filename: 'main.js' },
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: require.resolve('ts-loader'),
          options: { compiler: 'ts-patch/compiler', silent: true },
        },
      ],
    },
  });
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    compiler.run((error, result) => (error === null ? resolve(result) : reject(error)));
  });
  await new Promise((resolve) => {
    compiler.close(resolve);
  });
  return (stats?.toJson({ all: false, errors: true }).errors ?? []).map(({ message }) => message);
}
