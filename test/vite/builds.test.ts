import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import budTrack from '@bud/unplugin/vite';
import { build, createServer, type InlineConfig } from 'vite';
import { expect, test } from 'vitest';
import { recordSpans } from '../fixtures/record-spans.ts';
import { importModule } from '../hosts/import-module.ts';
import { createProject, type Project } from '../hosts/project.ts';

const marked = `/** @track type=tool */
export async function double(n: number): Promise<number> {
  return n * 2;
}
`;
const external = ['@bud/runtime'];

type Double = (n: number) => Promise<number>;

/** Calls the `double` of a module that was built, and gives the names of the spans. */
async function spansOf(project: Project, file: string, extension: 'mjs' | 'cjs'): Promise<readonly string[]> {
  const code = readFileSync(join(project.root, 'out', file), 'utf8');
  const module = await importModule<{ double: Double }>(project, { code, map: null, extension });
  const { result, spans } = await recordSpans(() => module.double(2));
  expect(result).toBe(4);
  return spans.map(({ name }) => name);
}

test('library mode: the library imports the runtime of its user, in every format', async () => {
  using project = createProject({ 'src/main.ts': marked });
  await build({
    root: project.root,
    configFile: false,
    logLevel: 'silent',
    plugins: [budTrack()],
    build: {
      outDir: 'out',
      lib: { entry: 'src/main.ts', formats: ['es', 'cjs'], fileName: (format) => `main.${format}.js` },
      rolldownOptions: { external },
    },
  });
  expect(await spansOf(project, 'main.es.js', 'mjs')).toEqual(['double']);
  expect(await spansOf(project, 'main.cjs.js', 'cjs')).toEqual(['double']);
});

const worker = {
  'src/main.ts': "new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });\n",
  'src/worker.ts': `${marked}\nObject.assign(globalThis, { double });\n`,
};

const workerConfig = ({ root }: Project): InlineConfig => ({
  root,
  configFile: false,
  logLevel: 'silent',
  appType: 'custom',
  plugins: [budTrack()],
  // Vite builds workers with plugins of their own.
  worker: { format: 'es', plugins: () => [budTrack()], rolldownOptions: { external } },
  build: { outDir: 'out', rolldownOptions: { input: 'src/main.ts', external } },
});

test('a build tracks workers', async () => {
  using project = createProject(worker);
  await build(workerConfig(project));
  const assets = join(project.root, 'out/assets');
  const file = readdirSync(assets).find((name) => name.startsWith('worker-')) ?? '';
  await importModule(project, { code: readFileSync(join(assets, file), 'utf8'), map: null, extension: 'mjs' });
  // Proof of the cast: the worker has put it there.
  const { double } = globalThis as unknown as { double: Double };
  const { result, spans } = await recordSpans(() => double(2));
  expect(result).toBe(4);
  expect(spans.map(({ name }) => name)).toEqual(['double']);
});

test('the dev server tracks workers', async () => {
  using project = createProject(worker);
  const server = await createServer({ ...workerConfig(project), server: { middlewareMode: true, ws: false } });
  try {
    const served = await server.environments.client.transformRequest('/src/worker.ts?worker_file&type=module');
    expect(served?.code).toContain('__bud.on');
  } finally {
    await server.close();
  }
});
