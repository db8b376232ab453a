import { createApp, runnableCases, type App } from './app.ts';
import { bundleInside, type TelemetrySet } from './bundle-inside.ts';
import type { FixtureRun } from './inside/run-fixtures.ts';
import { judge, type Verdict } from './judge.ts';
import { startFiles } from './start-files.ts';
import { runtimes, versionOf, type Runtime } from './runtimes.ts';

/** One line of the matrix: a runtime with one set of OpenTelemetry packages. */
export interface MatrixRow {
  readonly runtime: string;
  readonly version: string;
  readonly set: TelemetrySet;
  readonly verdicts: readonly Verdict[];
  /** Why nothing was run. */
  readonly missing?: string;
  /** Why nothing was seen of what was run. */
  readonly failure?: string;
}

/** Runs all fixtures on the runtimes whose names contain `only`, one after the other, and tells each row when it is done. */
export async function runMatrix(only: string, onRow: (row: MatrixRow) => void): Promise<readonly MatrixRow[]> {
  using app = await createApp();
  const onNode = await runOnThisNode(app);
  const rows: MatrixRow[] = [];
  const chosen = runtimes.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  for (const runtime of chosen) {
    for (const set of runtime.sets) {
      const row = await runRow(app, runtime, set, onNode);
      rows.push(row);
      onRow(row);
    }
  }
  return rows;
}

async function runRow(
  app: App,
  runtime: Runtime,
  set: TelemetrySet,
  onNode: ReadonlyMap<string, FixtureRun>,
): Promise<MatrixRow> {
  const { name, binary, remedy, entry } = runtime;
  const row = { runtime: name, version: '', set, verdicts: [] };
  if (binary === undefined) return { ...row, missing: `not installed: ${remedy}` };
  const version = versionOf(binary);
  try {
    const json = await runtime.start(app, await bundleInside(app, entry, set), binary);
    const runs = parseRuns(json);
    const verdicts = runnableCases.map((fixture) => {
      const [here, there] = [runs.get(fixture.name), onNode.get(fixture.name)];
      if (here === undefined || there === undefined) throw new Error(`${fixture.name} was not run`);
      return judge(fixture, here, there, runtime);
    });
    return { ...row, version, verdicts };
  } catch (error) {
    return { ...row, version, failure: String(error) };
  }
}

/** What the Node that runs this sees: what the others are compared with. */
async function runOnThisNode(app: App): Promise<ReadonlyMap<string, FixtureRun>> {
  const inside = await bundleInside(app, 'files', '2.x');
  return parseRuns(await startFiles(app, inside, process.execPath, [[], []]));
}

function parseRuns(json: string): ReadonlyMap<string, FixtureRun> {
  const runs = JSON.parse(json) as readonly FixtureRun[]; // `runFixtures` made it
  return new Map(runs.map((run) => [run.name, run]));
}
