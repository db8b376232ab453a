import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { presetEnv } from '../hosts/preset-env.ts';
import { install } from '../install.mjs';

await install('test/hosts');
const require = createRequire(import.meta.url);
const hostsRequire = createRequire(new URL('../hosts/', import.meta.url));
const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/** What a tool counted of the one file that is tracked, as `covered/total`. */
interface Figures {
  readonly lines: string;
  readonly functions: string;
  readonly branches: string;
}

/** A run of the suite of a project with one tool. */
interface CoveredRun {
  readonly root: string;
  readonly isTracked: boolean;
  readonly reachesAll: boolean;
}

type Tool = (run: CoveredRun) => Promise<Figures>;

const binOf = (from: NodeJS.Require, name: string, bin: string): string =>
  join(from.resolve(`${name}/package.json`), '..', bin);

const vitest = binOf(require, 'vitest', 'vitest.mjs');
const jest = binOf(hostsRequire, 'jest', 'bin/jest.js');
const c8 = binOf(require, 'c8', 'bin/c8.js');
const register = join(packages, 'swc/dist/node/register.js');

const babel = {
  babelrc: false,
  configFile: false,
  presets: [[presetEnv, { targets: { node: 'current' } }], require.resolve('@babel/preset-typescript')],
  plugins: [join(packages, 'babel/dist/index.js')],
};

/** Tools that count, each with the host of the plugin that it goes with. */
export const tools: Readonly<Record<string, Tool>> = {
  'Vitest, v8': (run) => runVitest(run, 'v8'),
  'Vitest, istanbul': (run) => runVitest(run, 'istanbul'),
  'Jest, v8, @bud/swc/jest': (run) => runJest(run, 'v8', join(packages, 'swc/dist/jest.js')),
  'Jest, istanbul, @bud/swc/jest': (run) => runJest(run, 'babel', join(packages, 'swc/dist/jest.js')),
  'Jest, istanbul, babel-jest': (run) => runJest(run, 'babel', [hostsRequire.resolve('babel-jest'), babel]),
  'c8, @bud/swc/register': async (run) => {
    const out = join(run.root, 'out');
    const node = [process.execPath, '--import', register, join(run.root, 'node/agent.test.mjs')];
    await execute(run, [c8, '--reporter=json-summary', `--reports-dir=${out}`, '--include=src/**', ...node]);
    return figuresOf(out, run.root);
  },
};

async function runVitest(run: CoveredRun, provider: string): Promise<Figures> {
  const out = join(run.root, 'out');
  const coverage = [
    `--coverage.provider=${provider}`,
    '--coverage.reporter=json-summary',
    `--coverage.reportsDirectory=${out}`,
  ];
  const config = join(run.root, 'vitest.config.mjs');
  await execute(run, [vitest, 'run', '--root', run.root, '--config', config, '--coverage', ...coverage]);
  return figuresOf(out, run.root);
}

async function runJest(
  run: CoveredRun,
  coverageProvider: string,
  transformer: string | readonly [string, object],
): Promise<Figures> {
  const out = join(run.root, 'out');
  const config = {
    rootDir: run.root,
    testMatch: ['**/jest/*.test.ts'],
    transform: { '\\.[jt]s$': transformer },
    collectCoverage: true,
    collectCoverageFrom: ['src/**'],
    coverageProvider,
    coverageReporters: ['json-summary'],
    coverageDirectory: out,
    // babel-jest's cache does not know BUD_TRACK.
    cacheDirectory: join(run.root, run.isTracked ? 'cache-tracked' : 'cache-plain'),
  };
  await execute(run, [jest, '--config', JSON.stringify(config)]);
  return figuresOf(out, run.root);
}

async function execute({ root, isTracked, reachesAll }: CoveredRun, args: readonly string[]): Promise<void> {
  const { NODE_V8_COVERAGE: _measuredHere, VITEST: _ours, ...env } = process.env;
  const asked = { BUD_TRACK: isTracked ? 'on' : 'off', REACHES_ALL: String(reachesAll) };
  await promisify(execFile)(process.execPath, args, { cwd: root, env: { ...env, ...asked }, maxBuffer: 2 ** 24 });
}

function figuresOf(folder: string, root: string): Figures {
  type Count = Readonly<Record<'covered' | 'total', number>>;
  type Summary = Readonly<Record<string, Readonly<Record<keyof Figures, Count>>>>;
  const summary = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8')) as Summary; // the tool's
  const counted = summary[join(root, 'src/agent.ts')];
  if (counted === undefined) throw new Error(`nothing was counted of ${Object.keys(summary).join()}`);
  const figure = ({ covered, total }: Count): string => `${covered}/${total}`;
  return { lines: figure(counted.lines), functions: figure(counted.functions), branches: figure(counted.branches) };
}
