import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as bud from '@bud/observe';
import type { FileOptions, Observing } from '@bud/observe';
import { decodeJson, metricsIn, recordsIn, spansIn, type ReceivedSpan } from '../../../../test/otlp/decode.ts';

let folder: string;
let observing: Observing | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bud-file-'));
});
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function observe(options: FileOptions = {}, more: bud.ObserveOptions = {}): Observing {
  const file = { path: join(folder, 'trace.jsonl'), ...options };
  return (observing = bud.configure({ export: [{ file }], serviceName: 'filing', resourceDetectors: false, ...more }));
}

const linesOf = (file: string): readonly string[] => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');

/** The spans of whole lines; each must be OTLP. */
function spansOf(file = 'trace.jsonl'): readonly ReceivedSpan[] {
  return linesOf(file).flatMap((line) => (line.includes('"resourceSpans"') ? spansIn(decodeJson('traces', line)) : []));
}

test.each([
  ['folders that are not there yet are made', 'a/b/trace.jsonl', true],
  ['what cannot be made is said, and holds nothing up', 'file/trace.jsonl', false],
  ['neither does a file system that makes nothing', '/proc/none/trace.jsonl', false],
])('%s', async (_name, name, isMade) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  writeFileSync(join(folder, 'file'), '');
  const path = resolve(folder, name);
  observe({ path });
  bud.span('Asking', {}, () => {});
  await observing?.shutdown();
  expect(existsSync(path)).toBe(isMade);
  expect(said.mock.calls.flat().join('').includes(`file ${path}: spans and logs are lost`)).toBe(!isMade);
});

test('each line is an OTLP request: spans, records, metrics', async () => {
  const { flush } = observe();
  bud.span('Asking {who}', { who: 'Ann', list: ['a', 'b'], deep: { a: [1] } }, () => bud.info('Asked'));
  bud.counter('questions').add(3);
  await flush.call(observing);
  const lines = linesOf('trace.jsonl');
  expect(spansOf()).toMatchObject([
    { name: 'Asked', attributes: { 'bud.span_type': 'log' } },
    {
      name: 'Asking {who}',
      attributes: { who: 'Ann', list: ['a', 'b'], deep: '{"a":[1]}', 'bud.msg': 'Asking Ann' },
      resource: { 'service.name': 'filing' },
      scope: 'bud',
    },
  ]);
  const records = lines
    .filter((line) => line.includes('resourceLogs'))
    .flatMap((line) => recordsIn(decodeJson('logs', line)));
  expect(records).toMatchObject([{ body: 'Asked', severityText: 'INFO', traceId: spansOf()[0]?.traceId }]);
  const metrics = lines
    .filter((line) => line.includes('resourceMetrics'))
    .flatMap((line) => metricsIn(decodeJson('metrics', line)));
  expect(metrics).toEqual(['questions']);
});

test('a span that is open for long is there as pending, and again with the same id when it has ended', async () => {
  observe({}, { pendingAfterMs: 10 });
  const slow = bud.span('slow');
  await setTimeout(60);
  slow.end();
  await observing?.flush();
  expect(spansOf()).toMatchObject([
    { spanId: slow.spanId, endTimeUnixNano: '0', attributes: { 'bud.span_type': 'pending' } },
    { spanId: slow.spanId, attributes: { 'bud.span_type': 'span' } },
  ]);
});

test('many spans are few lines, written without waiting for a flush', async () => {
  observe();
  for (let index = 0; index < 1000; index += 1) bud.span('s', { index }).end();
  await vi.waitFor(() => expect(spansOf()).toHaveLength(1000), 2000);
  expect(linesOf('trace.jsonl').length).toBeLessThan(100);
  expect(spansOf().map(({ attributes }) => attributes['index'])).toEqual(
    Array.from({ length: 1000 }, (_, index) => index),
  );
});

test('a file that has grown to maxBytes is put aside, and the newest are kept', async () => {
  observe({ maxBytes: 2000, keep: 2 });
  for (let index = 0; index < 20; index += 1) {
    bud.span('s', { index }).end();
    await observing?.flush();
  }
  const files = readdirSync(folder).toSorted();
  expect(files).toHaveLength(3);
  expect(files.slice(0, 2).every((name) => /^trace-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.jsonl$/.test(name))).toBe(
    true,
  );
  expect(files.every((name) => statSync(join(folder, name)).size <= 2000)).toBe(true);
  const indices = files.flatMap((name) => spansOf(name).map(({ attributes }) => Number(attributes['index'])));
  // In order, to the last one, and whatever is missing is the oldest.
  expect(indices).toEqual(Array.from({ length: indices.length }, (_, index) => 20 - indices.length + index));
});

const program = fileURLToPath(new URL('../processes/fill-file.mjs', import.meta.url));

test('several processes write to one file, across its rotations', async () => {
  observe({ maxBytes: 200_000, keep: 50 });
  const fillers = ['one', 'other'].map((name) =>
    spawn(process.execPath, [program, join(folder, 'trace.jsonl'), '2000', join(folder, `${name}.txt`), name], {
      stdio: 'inherit',
    }),
  );
  const closed = fillers.map(async (filler) => once(filler, 'close'));
  for (let index = 0; fillers.some(({ exitCode }) => exitCode === null); index += 1) {
    bud.span('here', { index }).end();
    await setTimeout(1);
  }
  expect((await Promise.all(closed)).map(([code]: unknown[]) => code)).toEqual([0, 0]);
  await observing?.flush();
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const spans = files.flatMap((name) => spansOf(name));
  expect(files.length).toBeGreaterThan(2);
  for (const name of ['one', 'other']) expect(spans.filter((span) => span.name === name)).toHaveLength(2000);
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
}, 60_000);

test('after kill -9 every span that ended 200 ms before is there, and the next process starts on a line of its own', async () => {
  const [path, progress] = [join(folder, 'trace.jsonl'), join(folder, 'progress.txt')];
  const filler = spawn(process.execPath, [program, path, '10000000', progress], { stdio: 'inherit' });
  const closed = once(filler, 'close');
  await vi.waitFor(() => expect(readFileSync(progress, 'utf8').split('\n').length).toBeGreaterThan(100), 20_000);
  filler.kill('SIGKILL');
  await closed;
  // By its own clock: what it wrote last tells until when it ran.
  const notes = [...readFileSync(progress, 'utf8').matchAll(/^(\d+) (\d{13})\n/gm)].map(([, index, at]) =>
    [index, at].map(Number),
  );
  const [, lastAt = 0] = notes.at(-1) ?? [];
  const ended = notes.findLast(([, at = 0]) => at < lastAt - 200)?.[0];
  expect(ended).toBeGreaterThan(1000);
  const whole = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const found = new Set(
    whole.flatMap((line) => spansIn(decodeJson('traces', line)).map(({ attributes }) => attributes['index'])),
  );
  expect(Array.from({ length: (ended ?? 0) + 1 }, (_, index) => index).filter((index) => !found.has(index))).toEqual(
    [],
  );
  // As if it had been killed in the middle of a write.
  writeFileSync(path, `${whole.join('\n')}\n{"resourceSpans":[{"res`);
  observe();
  bud.span('after').end();
  await observing?.flush();
  const lines = linesOf('trace.jsonl');
  expect(lines.slice(0, -2)).toEqual(whole);
  expect(spansIn(decodeJson('traces', lines.at(-1) ?? ''))).toMatchObject([{ name: 'after' }]);
}, 60_000);

test('a file that cannot be written to is said once, what was for it is counted, and the program goes on', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  observe({ path: folder });
  for (let index = 0; index < 3; index += 1) {
    bud.span('s').end();
    await observing?.flush();
  }
  expect(observing?.lost).toBe(3);
  expect(said.mock.calls.map(([line]) => String(line).replaceAll(folder, '<path>'))).toEqual([
    "bud: file <path>: spans and logs are lost (EISDIR: illegal operation on a directory, open '<path>'); `lost` counts them.\n",
  ]);
});
