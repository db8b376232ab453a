import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createProject } from '../hosts/project.ts';
import { installed, linkPackages } from './link-packages.ts';

/** A project whose own tests run with tracking on: they see no difference, unless they record. */
const files = {
  'package.json': '{ "type": "module" }',
  'vitest.config.js': `import budTrack from ${JSON.stringify(import.meta.resolve('@bud/unplugin/vite'))};
const rules = [{ files: 'test/hoisted.test.ts', functions: '*' }, { files: 'src/**', functions: 'ask' }];
export default { plugins: [budTrack({ strict: true, rules })] };
`,
  'src/model.ts': `/** @track type=llm */
export async function complete(prompt: string): Promise<string> {
  throw new Error('no network for ' + prompt);
}
`,
  'src/ask.ts': `import { complete } from './model.ts';

/** @track type=agent */
export async function ask(question: string): Promise<string> {
  return (await complete(question)).toUpperCase();
}
`,
  'test/ask.test.ts': `import { startTracking } from '@bud/runtime/otel';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, expect, test, vi } from 'vitest';
import { ask } from '../src/ask.ts';
import { complete } from '../src/model.ts';

vi.mock('../src/model.ts', { spy: true });
afterEach(() => void vi.resetAllMocks());

test('errors keep their place', async () => {
  const error = await ask('a').catch((thrown) => thrown);
  expect(error.stack).toMatch(/complete .*src\\/model\\.ts:3:9/);
});

test('mocks and names', async () => {
  vi.mocked(complete).mockResolvedValue('mocked');
  expect(await ask('b')).toBe('MOCKED');
  expect([ask.name, ask.length]).toEqual(['ask', 1]);
});

test('spans', async () => {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracking = startTracking({ tracerProvider });
  vi.mocked(complete).mockResolvedValue('mocked');
  await ask('c');
  tracking.stop();
  expect(exporter.getFinishedSpans().map(({ name, attributes }) => [name, attributes['bud.track.input.question']])).toEqual([
    ['ask', 'c'],
  ]);
});
`,
  // What Vitest moves in front of the imports runs before the gate is there; a rule for everything reaches it as well.
  'test/hoisted.test.ts': `import { expect, test, vi } from 'vitest';
import { complete } from '../src/model.ts';

const { boot } = vi.hoisted(() => {
  function boot() { return 1 }
  return { boot, value: boot() };
});
const later = await vi.hoisted(async () => () => 2);
vi.mock('../src/model.ts', () => ({ complete: async () => boot() }));

test('hoisted', async () => {
  expect([boot(), later(), await complete('a')]).toEqual([1, 2, 1]);
});
`,
};

test('the tests of a project pass with tracking on', { timeout: 120_000 }, async () => {
  using project = createProject(files);
  linkPackages(project, ['vitest', '@opentelemetry/api', '@opentelemetry/sdk-trace-base']);
  const vitest = join(installed('vitest'), 'vitest.mjs');
  // Nothing of the environment of the tests that this one is among.
  const { PATH = '', HOME = '' } = process.env;
  const options = { cwd: project.root, env: { PATH, HOME, NO_COLOR: '1' } };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [vitest, 'run'], options).catch(
    (failure: { stdout: string; stderr: string }) => failure,
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/Tests +4 passed \(4\)/);
});
