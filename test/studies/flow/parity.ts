import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createProject } from '../../hosts/project.ts';
import type { App } from '../runtimes/app.ts';
import { builtinModules, type InsideEntry } from '../runtimes/bundle-inside.ts';
import { runtimes, versionOf, type Runtime } from '../runtimes/runtimes.ts';

const examples = fileURLToPath(new URL('../../../examples/flow/parity', import.meta.url));
const names = readdirSync(examples).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);

/** What became of the workflows on one runtime. */
interface ParityRow {
  readonly runtime: string;
  readonly version: string;
  /** How many logs are as they are expected. */
  readonly same: number;
  readonly problem: string | undefined;
}

/** Runs every workflow of `examples/flow/parity` on every runtime, and compares its log with the one that is kept. */
export async function runParity(): Promise<readonly ParityRow[]> {
  using project = createProject({}, { hasRuntime: false });
  const app: App = { ...project, files: {} };
  const rows: ParityRow[] = [];
  // One row of Node 20 is without a context manager, which only tests of the recorder can leave out.
  for (const runtime of runtimes.filter(({ name }) => !name.includes('no context')))
    rows.push(await rowOf(app, runtime));
  return rows;
}

async function rowOf(app: App, { name, entry, binary, remedy, start }: Runtime): Promise<ParityRow> {
  if (binary === undefined) return { runtime: name, version: '–', same: 0, problem: `not installed: ${remedy}` };
  const version = versionOf(binary);
  try {
    const logs = JSON.parse(await start(app, await bundle(app, entry), binary)) as Readonly<Record<string, unknown>>;
    const different = names.filter((each) => JSON.stringify(logs[each]) !== JSON.stringify(expectedOf(each)));
    const problem = different.length === 0 ? undefined : `different: ${different.join(', ')}`;
    return { runtime: name, version, same: names.length - different.length, problem };
  } catch (error) {
    return { runtime: name, version, same: 0, problem: String(error).split('\n').at(-1) };
  }
}

function expectedOf(name: string): unknown {
  return JSON.parse(readFileSync(`${examples}/expected/${name}.json`, 'utf8'));
}

/** How a runtime starts, and says what the logs are. */
const endings: Readonly<Record<InsideEntry, string>> = {
  files: 'process.stdout.write(`\\n${JSON.stringify(await runAll(documents))}\\n`);',
  worker: 'export default { async fetch() { return Response.json(await runAll(documents)); } };',
  page: "await fetch('/runs', { method: 'POST', body: JSON.stringify(await runAll(documents)) });",
};

async function bundle(app: App, entry: InsideEntry): Promise<string> {
  const documents = names.map((name) => [name, readFileSync(`${examples}/${name}.yaml`, 'utf8')] as const);
  const file = `flow-${entry}.mjs`;
  await build({
    stdin: {
      contents: `import { runAll } from './run.mjs';
const documents = ${JSON.stringify(Object.fromEntries(documents))};
${endings[entry]}`,
      resolveDir: examples,
    },
    outfile: `${app.root}/${file}`,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    // As Wrangler bundles for workerd: packages that know browsers alone give it what those get.
    platform: entry === 'files' ? 'node' : 'browser',
    mainFields: entry === 'files' ? ['module', 'main'] : ['browser', 'module', 'main'],
    conditions: entry === 'worker' ? ['workerd', 'worker'] : [],
    plugins: [builtinModules],
    // What is CommonJS in there asks for Node's own modules.
    ...(entry === 'files' && {
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    }),
  });
  return file;
}
