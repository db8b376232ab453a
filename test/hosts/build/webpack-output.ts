import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed, type BuiltModule, type HostBuild, type HostMessage, type HostOutput } from '../host.ts';

/** The options that webpack and Rspack share. */
export interface WebpackOptions {
  context: string;
  mode: 'production';
  target: 'node20';
  devtool: 'source-map' | false;
  entry: Record<string, string>;
  resolve: { extensions: string[]; conditionNames: string[] };
  optimization: { minimize: boolean; splitChunks: false };
  externalsType: 'module';
  externals: Record<string, string>;
  stats: 'none';
  infrastructureLogging: { level: 'none' };
  output: { path: string; filename: string; module: true; library: { type: 'module' } };
}

export function webpackOptions(input: HostBuild): WebpackOptions {
  const { root, entries, minify = false, sourcemap = false, runtime = 'external' } = input;
  return {
    context: root,
    mode: 'production',
    target: 'node20',
    devtool: sourcemap ? 'source-map' : false,
    entry: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, `./${file}`])),
    resolve: { extensions: ['.ts', '.js'], conditionNames: ['@bud/source', 'import', 'node', 'require'] },
    optimization: { minimize: minify, splitChunks: false },
    externalsType: 'module',
    externals: runtime === 'external' ? { '@bud/runtime': '@bud/runtime' } : {},
    stats: 'none',
    infrastructureLogging: { level: 'none' },
    output: { path: join(root, 'out'), filename: '[name].mjs', module: true, library: { type: 'module' } },
  };
}

interface StatsMessage {
  readonly message: string;
  readonly file?: string;
  readonly moduleName?: string;
  readonly loc?: string;
}

interface Stats {
  toJson(options: object): { warnings?: readonly StatsMessage[]; errors?: readonly StatsMessage[] };
}

interface Compiler {
  run(done: (error: Error | null, stats?: Stats) => void): void;
  close(done: (error?: Error | null) => void): void;
}

/** Runs one compilation and reads what it wrote. */
export async function runWebpack(input: HostBuild, create: () => Compiler): Promise<HostOutput> {
  const compiler = create();
  const stats = await new Promise<Stats>((resolve, reject) => {
    compiler.run((error, result) => (result === undefined ? reject(error ?? new Error('no stats')) : resolve(result)));
  });
  await new Promise<void>((resolve, reject) => {
    compiler.close((error) => (error ? reject(error) : resolve()));
  });
  const { warnings = [], errors = [] } = stats.toJson({ all: false, warnings: true, errors: true });
  if (errors.length > 0) return failed(errors.map(toMessage), warnings.map(toMessage));
  return {
    modules: Object.fromEntries(
      Object.keys(input.entries).map((name) => [name, moduleAt(join(input.root, 'out', name))]),
    ),
    warnings: warnings.map(toMessage),
    errors: [],
  };
}

function moduleAt(path: string): BuiltModule {
  const map = `${path}.mjs.map`;
  return {
    code: readFileSync(`${path}.mjs`, 'utf8'),
    map: existsSync(map) ? readFileSync(map, 'utf8') : null,
    extension: 'mjs',
  };
}

function toMessage({ message, file, moduleName, loc }: StatsMessage): HostMessage {
  const place = /^(\d+):(\d+)/.exec(loc ?? '');
  return {
    text: message,
    file: file ?? moduleName,
    line: place === null ? undefined : Number(place[1]),
    column: place === null ? undefined : Number(place[2]),
  };
}
