import { execFile } from 'node:child_process';
import type { Profiler } from 'node:inspector';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { instrument, type Instrumented } from '@bud/transform';
import { createCoverageMap } from 'istanbul-lib-coverage';
import v8ToIstanbul from 'v8-to-istanbul';
import type { FixtureCase } from '../fixtures/fixture-case.ts';
import { toRunnableModule } from '../fixtures/runnable-module.ts';
import { createApp, type CompiledFixture } from '../studies/runtimes/app.ts';
import { bundleInside } from '../studies/runtimes/bundle-inside.ts';
import type { Mode } from '../studies/runtimes/inside/run-fixtures.ts';

/** Whether each line of a program was covered, by line number of its source. */
type Lines = Readonly<Record<string, boolean>>;

/** What was covered of one fixture, in each mode. */
export interface CoveredFixture extends Readonly<Record<Mode, Lines>> {
  readonly name: string;
}

interface Compiled {
  readonly file: string;
  readonly code: string;
  readonly tracked: Instrumented;
}

/** Tracks every function of every fixture, runs them with Node's own coverage, and maps it back as c8 does. */
export async function coverEveryFunction(): Promise<readonly CoveredFixture[]> {
  const compiled = new Map<string, Compiled>();
  const compile = async ({ name, id, code, extension }: FixtureCase): Promise<CompiledFixture> => {
    const plain = await toRunnableModule(code, extension);
    const file = `${id}.${plain.extension}`;
    const tracked = instrument(plain.code, file, { rules: [{ functions: '*' }] });
    compiled.set(name, { file, code: plain.code, tracked });
    return { plain, tracked: { ...plain, code: tracked.code } };
  };
  const scripts = await coverScripts(compile);
  const linesOf = (one: Compiled, mode: Mode): Promise<Lines> => coveredLines(one, mode, scripts);
  return Promise.all(
    [...compiled].map(async ([name, one]) => ({
      name,
      plain: await linesOf(one, 'plain'),
      off: await linesOf(one, 'off'),
      on: await linesOf(one, 'on'),
    })),
  );
}

type Scripts = ReadonlyMap<string, Profiler.ScriptCoverage>;

/** V8's counts by `<mode>/<file>`. */
async function coverScripts(compile: (fixture: FixtureCase) => Promise<CompiledFixture>): Promise<Scripts> {
  using app = await createApp(compile);
  const inside = await bundleInside(app, 'files', '2.x');
  const folder = mkdtempSync(join(tmpdir(), 'bud-coverage-'));
  try {
    const env = { ...process.env, NODE_V8_COVERAGE: folder };
    await promisify(execFile)(process.execPath, [inside], { cwd: app.root, maxBuffer: 2 ** 26, env });
    const [report = ''] = readdirSync(folder);
    const { result } = JSON.parse(readFileSync(join(folder, report), 'utf8')) as Profiler.TakePreciseCoverageReturnType; // Node's
    return new Map(result.map((script) => [script.url.split('/modules/')[1] ?? '', script]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function coveredLines({ file, code, tracked }: Compiled, mode: Mode, scripts: Scripts): Promise<Lines> {
  const script = scripts.get(`${mode}/${file}`);
  if (script === undefined) throw new Error(`${mode}/${file} was not run`);
  const map = mode === 'plain' ? null : tracked.map;
  const converter = v8ToIstanbul(
    `/${file}`,
    0,
    map === null
      ? { source: code }
      : { source: tracked.code, originalSource: code, sourceMap: { sourcemap: JSON.parse(map.toString()) as never } },
  );
  await converter.load();
  converter.applyCoverage(script.functions);
  const coverage = createCoverageMap(converter.toIstanbul());
  const counts = coverage.files().map((path) => coverage.fileCoverageFor(path).getLineCoverage());
  return Object.fromEntries(Object.entries(counts[0] ?? {}).map(([line, count]) => [line, count > 0]));
}
