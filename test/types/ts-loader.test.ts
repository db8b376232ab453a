import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import budTrack from '@bud/unplugin/webpack';
import webpack from 'webpack';
import { expect, test } from 'vitest';
import { createProject } from '../hosts/project.ts';
import { install } from '../install.mjs';

const require = createRequire(import.meta.url);

const members = readFileSync(new URL('sources/members.ts.txt', import.meta.url), 'utf8');

const tsconfig = {
  compilerOptions: { strict: true, module: 'esnext', moduleResolution: 'bundler', target: 'es2022', types: [] },
};

interface Built {
  readonly errors: readonly string[];
  /** Empty after an error. */
  readonly code: string;
}

/** Without options ts-loader checks what webpack gives it. */
async function build(code: string, options: object = {}): Promise<Built> {
  await install('test/hosts');
  using project = createProject({ 'src/main.ts': code, 'tsconfig.json': JSON.stringify(tsconfig) });
  const loader = fileURLToPath(new URL('../hosts/node_modules/ts-loader', import.meta.url));
  const compiler = webpack({
    context: project.root,
    mode: 'production',
    target: 'node',
    entry: join(project.root, 'src/main.ts'),
    output: { path: join(project.root, 'out'), filename: 'main.js', library: { type: 'commonjs2' } },
    optimization: { minimize: false },
    externals: { '@bud/runtime': 'commonjs2 @bud/runtime' },
    module: { rules: [{ test: /\.ts$/, loader, options: { compiler: require.resolve('typescript'), ...options } }] },
    plugins: [budTrack({ rules: [{ functions: '*' }] })],
  });
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    compiler.run((error, result) => (error === null ? resolve(result) : reject(error)));
  });
  const errors = stats?.toJson().errors?.map(({ message }) => stripVTControlCharacters(message)) ?? [];
  return { errors, code: errors.length === 0 ? project.read('out/main.js') : '' };
}

test('what is tracked passes the type check of ts-loader', { timeout: 120_000 }, async () => {
  const { errors, code } = await build(members);
  expect(errors).toEqual([]);
  expect(code).toContain('enclosed.run(');
});

test('ts-loader finds the errors that the source has, and no others', { timeout: 120_000 }, async () => {
  const { errors } = await build(`${members}\nexport const wrong = { one(): number { return 'two'; } };`);
  expect(errors).toEqual([expect.stringContaining("TS2322: Type 'string' is not assignable to type 'number'")]);
});

test('what ts-loader does not check keeps the quicker shape', { timeout: 120_000 }, async () => {
  const { errors, code } = await build(members, { transpileOnly: true });
  expect(errors).toEqual([]);
  expect(code).toContain('_body = (0,');
});
