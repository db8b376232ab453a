import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as bud from '@bud/observe';
import { mapStack } from '../src/platform/node-process/source-maps.ts';

let folder = '';
let observing: bud.Observing | undefined;
afterEach(async () => {
  await observing?.shutdown();
  if (folder !== '') rmSync(folder, { recursive: true });
  folder = '';
});

test('what the process itself does is recorded on request, and no more after the end', async () => {
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], runtimeMetrics: true });
  await vi.waitFor(
    async () => {
      // Garbage, so that there is a collection, whose entry comes later.
      Array.from({ length: 100_000 }, (_, index) => ({ index }));
      await observing?.flush();
      expect(namesIn(memory)).toEqual([
        'nodejs.eventloop.delay.max',
        'nodejs.eventloop.delay.mean',
        'nodejs.eventloop.delay.min',
        'nodejs.eventloop.delay.p50',
        'nodejs.eventloop.delay.p90',
        'nodejs.eventloop.delay.p99',
        'nodejs.eventloop.delay.stddev',
        'nodejs.eventloop.utilization',
        'process.memory.usage',
        'v8js.gc.duration',
        'v8js.memory.heap.limit',
        'v8js.memory.heap.space.available_size',
        'v8js.memory.heap.used',
      ]);
    },
    { timeout: 20_000, interval: 50 },
  );
  await observing.shutdown();
  const later = bud.memoryExporter();
  observing = bud.configure({ export: [later] });
  await observing.flush();
  expect(namesIn(later)).toEqual([]);
});

function namesIn({ metrics }: bud.MemoryExporter): readonly string[] {
  const collected = metrics.at(-1)?.scopeMetrics.flatMap(({ metrics: each }) => each) ?? [];
  return collected
    .filter(({ dataPoints }) => dataPoints.length > 0)
    .map(({ descriptor }) => descriptor.name)
    .toSorted();
}

describe('a stack of a minified bundle', () => {
  const source = [
    "import { configure, exception, span } from '@bud/observe';",
    '',
    "configure({ export: [{ file: { path: 'trace.jsonl' } }], sourceMaps: process.argv[2] !== 'off' });",
    'function divide(dividend: bigint) {',
    '  return dividend / 0n;',
    '}',
    'try {',
    "  span('Dividing', () => divide(1n));",
    '} catch (error) {',
    "  exception(error, 'Cannot divide');",
    '}',
  ].join('\n');

  async function stacksOf(...words: readonly string[]): Promise<readonly string[]> {
    folder = mkdtempSync(join(tmpdir(), 'bud-bundle-'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/main.ts'), source);
    await build({
      entryPoints: [join(folder, 'src/main.ts')],
      outfile: join(folder, 'dist/main.js'),
      bundle: true,
      minify: true,
      sourcemap: true,
      platform: 'node',
      nodePaths: [join(import.meta.dirname, '../../../node_modules')],
    });
    await promisify(execFile)(process.execPath, ['dist/main.js', ...words], { cwd: folder });
    const lines = readFileSync(join(folder, 'trace.jsonl'), 'utf8');
    return [...lines.matchAll(/"exception\.stacktrace","value":\{"stringValue":"((?:[^"\\]|\\.)*)"/g)].map(
      ([, stack = '']) => stack,
    );
  }

  test('shows the places of the sources, in spans and in log records', async () => {
    const stacks = await stacksOf();
    // The span's, the log's, and that of the log record.
    expect(stacks).toHaveLength(3);
    for (const stack of stacks) expect(stack).toContain(`${join(folder, 'src/main.ts')}:5:10`);
  });

  test('stays as it is on request', async () => {
    const stacks = await stacksOf('off');
    expect(stacks).toHaveLength(3);
    for (const stack of stacks) expect(stack).not.toContain('main.ts');
  });
});

test.each([
  'Error: no\n    at plan (/nowhere/main.js:1:2)',
  'Error: at /nowhere/a.js:1:2\n    at async file:///nowhere/main.js:1:2',
  'Error: no\n    at node:internal/process/task_queues:95:5',
  `Error: no\n    at ${import.meta.filename}:1:2`,
  'no stack at all',
])('a stack without a map at hand stays as it is: %s', (stack) => {
  expect(mapStack(stack)).toBe(stack);
});
