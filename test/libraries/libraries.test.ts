import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLibraries } from '@bud/llm';
import { startTracking } from '@bud/runtime/otel';
import { hosts } from '../hosts/hosts.ts';
import { importModule } from '../hosts/import-module.ts';
import { createProject, type Project } from '../hosts/project.ts';
import { nodes } from '../node-loader/nodes.ts';
import { createLoaderProject, runProgram } from '../node-loader/run-program.ts';
import { startModelServer } from '../studies/llm/model-server.mjs';

/*
 * The client itself, bundled and minified by each host that bundles packages, or loaded by Node: `libraries` makes a span of
 * each of its calls, and the program has no line about it.
 */
const main = `import OpenAI from 'openai';
const ask = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] };
export async function answers(baseURL) {
  const client = new OpenAI({ apiKey: 'none', baseURL, maxRetries: 0 });
  const promise = client.chat.completions.create(ask);
  const items = [];
  for await (const item of await client.chat.completions.create({ ...ask, stream: true })) items.push(item);
  const parsed = await client.chat.completions.create(ask).withResponse();
  const { output_text } = await client.responses.create({ model: 'gpt-5', input: 'Hi' });
  return JSON.stringify([await promise, items, parsed.data, output_text, promise instanceof Promise]);
}
`;
type Main = { answers(baseURL: string): Promise<string> };

const manifest = `{ "private": true, "type": "module" }`;
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

let server: Awaited<ReturnType<typeof startModelServer>>;
let plain: string;
beforeAll(async () => {
  server = await startModelServer();
  using project = createProject({ 'package.json': manifest, 'main.mjs': main });
  plain = await (
    await importModule<Main>(linked(project), { code: main, map: null, extension: 'mjs' })
  ).answers(server.url);
});
afterAll(() => server.close());

/** The project with packages of this repository's. */
function linked(project: Project, names: readonly string[] = ['openai']): Project {
  for (const name of names) {
    mkdirSync(join(project.root, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(join(packages, name), join(project.root, 'node_modules', name), 'junction');
  }
  return project;
}

function record(): { readonly exporter: InMemorySpanExporter } & Disposable {
  const exporter = new InMemorySpanExporter();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracking = startTracking({
    tracerProvider: new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
  });
  return {
    exporter,
    [Symbol.dispose]() {
      tracking.stop();
      context.disable();
      expect(tracking.failureCount).toBe(0);
    },
  };
}

/** Name, tokens and server of each span. */
const told = (exporter: InMemorySpanExporter): readonly string[] =>
  exporter
    .getFinishedSpans()
    .map(({ name, attributes: of }) =>
      [name, of['gen_ai.usage.input_tokens'], of['gen_ai.usage.output_tokens'], of['server.address']].join(' '),
    )
    .toSorted();

// Rollup bundles no packages by itself.
test.each(Object.values(hosts).filter(({ name }) => name !== 'rollup'))('$name, minified', async (host) => {
  using project = linked(createProject({ 'package.json': manifest, 'main.mjs': main }));
  const { modules, warnings, errors } = await host.build({
    root: project.root,
    entries: { main: 'main.mjs' },
    options: { libraries: ['openai'] },
    runtime: 'bundled',
    minify: true,
  });
  expect({ warnings, errors }).toEqual({ warnings: [], errors: [] });
  const { answers } = await importModule<Main>(project, modules['main']!);
  readLibraries();
  using recorded = record();
  expect(await answers(server.url)).toBe(plain);
  expect(told(recorded.exporter)).toEqual([
    'chat gpt-4o 10 2 127.0.0.1',
    'chat gpt-4o 10 2 127.0.0.1',
    'chat gpt-4o 10 2 127.0.0.1',
    'chat gpt-5 7 3 127.0.0.1',
  ]);
});

describe.each(nodes)('$name, without a build', (node) => {
  test.each(['module', 'commonjs'])('%s', async (type) => {
    const budTrack = JSON.stringify({ private: true, type, budTrack: { libraries: 'auto' } });
    using project = linked(createLoaderProject({ 'package.json': budTrack, 'main.ts': main }), ['openai', '@bud/llm']);
    project.write({
      'start.ts': `import { answers } from './main';
void answers(process.env['SERVER']!).then(console.log);
`,
    });
    const { output, errors, status } = await runProgram(node, project, 'start.ts', { SERVER: server.url });
    const lines = output.trim().split('\n');
    expect({ errors, status, answer: lines.find((line) => line.startsWith('[')) }).toEqual({
      errors: '',
      status: 0,
      answer: plain,
    });
    expect(
      lines.filter((line) => line.startsWith('span ')).map((line) => line.split(' ').slice(1, 3).join(' ')),
    ).toEqual(expect.arrayContaining(['chat gpt-4o', 'chat gpt-5']));
  });
});
