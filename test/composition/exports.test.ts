import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { transformAsync } from '@babel/core';
import { afterEach, expect, test } from 'vitest';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { instrument } from '@bud/transform';
import { startTracking, type Tracking } from '@bud/runtime/otel';
import budTrack from '@bud/unplugin/webpack';
import webpack from 'webpack';
import { presetEnv } from '../hosts/preset-env.ts';
import { createProject, type Project } from '../hosts/project.ts';
import { install } from '../install.mjs';
import { tscHosts } from '../hosts/build/tsc.ts';
import { esbuildCommonJs, swcCommonJs } from './tools.ts';

const require = createRequire(import.meta.url);

type Compile = (code: string) => Promise<string>;

/** What makes CommonJS of a module. ts-loader, ts-jest and ts-node compile one file at a time, as TypeScript does here. */
const compilers: Readonly<Record<string, Compile>> = {
  TypeScript: (code) =>
    Promise.resolve(
      ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } })
        .outputText,
    ),
  Babel: async (code) => {
    const presets = [[presetEnv, { targets: { node: '20' }, modules: 'commonjs' }]];
    const options = { babelrc: false, configFile: false, presets };
    return (await transformAsync(code, options))?.code ?? '';
  },
  SWC: (code) => swcCommonJs({ code, isModule: true, file: 'load.js' }),
  esbuild: (code) => esbuildCommonJs({ code, isModule: true, file: 'load.js' }),
};

const source = `
/** @track */ export const load = (id) => id + 1;
/** @track */ export const wait = async (id) => id + 1
/** @track */ export function plan(id) { return id + 1; }
/** @track */ export let late = (id) => id + 1;
/** @track */ const inner = (id) => id + 1;
export { inner as outer };
/** @track */ export const first = (id) => id + 1, /** @track */ second = (id) => id + 1;
export class Agent { /** @track */ run(id) { return id + 1; } }
/** @track */ export default function main(id) { return id + 1; }`;

type Exports = Record<string, unknown>;

function load(code: string): Exports {
  const module = { exports: {} as Exports };
  // oxlint-disable-next-line no-implied-eval -- loaded the way CommonJS is
  new Function('module', 'exports', 'require', code)(module, module.exports, require);
  return module.exports;
}

/** Puts a spy, a mock or a memo in the place of every export, and calls the originals. */
async function observe(exports: Exports): Promise<unknown> {
  const seen: unknown[] = [];
  for (const [name, original] of Object.entries(exports)) {
    if (typeof original !== 'function') continue;
    const target = name === 'Agent' ? new (original as new () => { run(id: number): unknown })() : null;
    const call = target === null ? (original as (id: number) => unknown) : (id: number) => target.run(id);
    const takesPlace = Reflect.defineProperty(exports, name, {
      value: () => {
        seen.push(`${name} was taken over`);
        return 'fake';
      },
      configurable: true,
      writable: true,
    });
    seen.push([name, takesPlace, await call(1)]);
  }
  return seen;
}

let tracking: Tracking | undefined;
afterEach(() => tracking?.stop());

test.each(Object.keys(compilers))('no export that is taken over is called behind %s', async (name) => {
  const compile = compilers[name]!;
  const plain = await observe(load(await compile(source)));
  const tracked = await compile(instrument(source, 'load.js').code);
  expect(await observe(load(tracked))).toEqual(plain);
  tracking = startTracking({ tracerProvider: new BasicTracerProvider() });
  expect(await observe(load(tracked))).toEqual(plain);
});

// It writes the plan into TypeScript's tree, whose names become those of exports as the program's do.
test('no export that is taken over is called behind tspc', async () => {
  using project = createProject({ 'src/load.js': source });
  const tspc = tscHosts.find(({ name }) => name === 'tsc-commonjs')!;
  const build = async (options?: object): Promise<string> => {
    const { modules } = await tspc.build({ root: project.root, entries: { load: 'src/load.js' }, options });
    return modules['load']!.code;
  };
  const plain = await observe(load(await build()));
  const tracked = await build({});
  expect(tracked).toContain('__bud');
  expect(await observe(load(tracked))).toEqual(plain);
  tracking = startTracking({ tracerProvider: new BasicTracerProvider() });
  expect(await observe(load(tracked))).toEqual(plain);
});

test('no export that is taken over is called behind ts-loader', { timeout: 120_000 }, async () => {
  using project = createProject({
    'src/load.ts': source.replaceAll('(id)', '(id: number)'),
    'tsconfig.json':
      '{ "compilerOptions": { "strict": false, "module": "commonjs", "target": "es2022", "types": [] } }',
  });
  const plain = await observe(load(await buildWithTsLoader(project, [])));
  const tracked = await buildWithTsLoader(project, [budTrack({})]);
  expect(tracked).toContain('__bud');
  expect(await observe(load(tracked))).toEqual(plain);
  tracking = startTracking({ tracerProvider: new BasicTracerProvider() });
  expect(await observe(load(tracked))).toEqual(plain);
});

async function buildWithTsLoader({ root }: Project, plugins: webpack.WebpackPluginInstance[]): Promise<string> {
  await install('test/hosts');
  const loader = fileURLToPath(new URL('../hosts/node_modules/ts-loader', import.meta.url));
  const compiler = webpack({
    context: root,
    mode: 'production',
    target: 'node',
    entry: join(root, 'src/load.ts'),
    output: { path: join(root, 'out'), filename: 'load.js', library: { type: 'commonjs2' } },
    externals: { '@bud/runtime': 'commonjs2 @bud/runtime' },
    optimization: { minimize: false },
    module: {
      rules: [{ test: /\.ts$/, loader, options: { transpileOnly: true, compiler: require.resolve('typescript') } }],
    },
    plugins,
  });
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    compiler.run((error, result) => (error === null ? resolve(result) : reject(error)));
  });
  expect(stats?.toJson().errors).toEqual([]);
  return readFileSync(join(root, 'out/load.js'), 'utf8');
}
