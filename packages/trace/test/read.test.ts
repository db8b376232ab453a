import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configure, memoryExporter, span } from '@bud/observe';
import { afterAll, expect, it } from 'vitest';
import { createTraceReader, fromOtlp, fromSdkSpan, readTraces, type SpanData } from '@bud/trace';
import { readTraceFile } from '@bud/trace/file';
import { otlpLine, timed } from './otlp.ts';

const folder = mkdtempSync(join(tmpdir(), 'bud-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('reads what our file exporter writes: the same as the SDK has', async () => {
  const path = join(folder, 'own.jsonl');
  const memory = memoryExporter();
  const { shutdown } = configure({ serviceName: 'reader', export: [memory, { file: { path } }] });
  span('ask {city}', { city: 'Wien', list: ['a\u2028b', 'ü'], share: 0.5 }, { kind: 'client' }, (outer) => {
    outer.addEvent('half', { 'so.far': 1 });
    const above = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
    span('linked', {}, { links: [above] }, () => {});
    try {
      span('fail', () => {
        throw new RangeError('no');
      });
    } catch {}
  });
  await shutdown();

  const { spans, traces, problems } = await readTraceFile(path);
  expect(problems).toEqual([]);
  expect(traces.map(String)).toEqual(['ask {city}\n├─ linked\n└─ fail ✗ RangeError: no']);
  expect(traces[0]?.find('ask * > linked')?.links).toEqual([
    { traceId: '1'.repeat(32), spanId: '2'.repeat(16), attributes: {} },
  ]);
  // The id of the host is found while the program already runs.
  const named = (each: SpanData): object => ({ ...each, resource: each.resource['service.name'] });
  const fromMemory = memory.spans.map(fromSdkSpan).toSorted((a, b) => a.startMs - b.startMs);
  expect(spans.map(named)).toEqual(fromMemory.map(named));
  expect(readTraces(readFileSync(path, 'utf8')).spans).toEqual(spans);
});

it('reads what the Collector writes: 64-bit integers as strings, kinds as names, nested values', () => {
  const [span] = fromOtlp(
    JSON.parse(
      otlpLine({
        name: 'GET /',
        kind: 'SPAN_KIND_SERVER',
        startTimeUnixNano: '1700000000123456789',
        endTimeUnixNano: '1700000000123456790',
        status: { code: 'STATUS_CODE_ERROR', message: 'late' },
        attributes: [
          { key: 'small', value: { intValue: '7' } },
          { key: 'large', value: { intValue: '9223372036854775807' } },
          { key: 'map', value: { kvlistValue: { values: [{ key: 'a', value: { boolValue: false } }] } } },
          { key: 'bytes', value: { bytesValue: 'AAE=' } },
          { key: 'none', value: {} },
        ],
      }),
    ),
  );
  expect(span).toMatchObject({
    kind: 'server',
    durationMs: 0.000001,
    status: { code: 'error', message: 'late' },
    attributes: { small: 7, large: '9223372036854775807', map: { a: false }, bytes: 'AAE=', none: undefined },
    isOpen: false,
  });
  expect(span?.startMs).toBeCloseTo(1_700_000_000_123.457, 3);
});

it('has a span that was written while it was open as it ended, in whichever order the two came', () => {
  const pending = { ...timed('work', [5, undefined], [1]), attributes: [text('bud.span_type', 'pending')] };
  const ended = timed('work', [5, 9], [1]);
  for (const lines of [
    [pending, ended],
    [ended, pending],
  ]) {
    const { spans } = readTraces(lines.map((span) => otlpLine(span)));
    expect(spans.map(({ name, durationMs }) => [name, durationMs])).toEqual([['work', 4]]);
  }
  expect(readTraces(otlpLine(pending)).spans).toMatchObject([{ isOpen: true, durationMs: undefined }]);
});

it('takes the child that stands for an open span as that span', () => {
  const stands = {
    ...timed('work', [5, 5], [3, 2]),
    attributes: [text('bud.span_type', 'pending'), text('bud.pending_parent_id', '0000000000000001')],
  };
  const lines = [otlpLine(stands), otlpLine(timed('above', [4, 9], [1]))];
  expect(readTraces(lines).traces.map(String)).toEqual(['above\n└─ work  still running']);
  const ended = otlpLine(timed('work', [5, 8], [2, 1]));
  expect(readTraces([...lines, ended]).traces.map(String)).toEqual(['above\n└─ work']);
});

it('skips what cannot be read, and tells it', async () => {
  const good = otlpLine(timed('work', [5, 9], [1]));
  const text = [good, '{"resourceLogs":[]}', 'nonsense', '[1]', '', good.slice(0, -9)].join('\n');
  const problems = [
    { line: 3, message: 'is not JSON' },
    { line: 4, message: 'is not OTLP' },
    { line: 6, message: 'is cut off' },
  ];
  expect(readTraces(text)).toMatchObject({ spans: [{ name: 'work' }], problems });
  writeFileSync(join(folder, 'damaged.jsonl'), text);
  expect(await readTraceFile(join(folder, 'damaged.jsonl'))).toMatchObject({ spans: [{ name: 'work' }], problems });
  await expect(readTraceFile(join(folder, 'missing.jsonl'))).rejects.toThrow('ENOENT');
});

it('reads hostile JSON without an error', () => {
  const hostile = [
    null,
    1,
    [],
    { resourceSpans: 1 },
    { resourceSpans: [null, { scopeSpans: [{ spans: [null, {}] }] }] },
  ];
  for (const request of hostile) expect(fromOtlp(request)).toEqual([]);
  const odd = {
    name: 5,
    attributes: [{}, { key: '__proto__', value: { stringValue: 'x' } }],
    events: [1],
    links: [{}],
  };
  const [span] = fromOtlp(JSON.parse(otlpLine(odd)));
  expect(span).toMatchObject({ name: '', events: [{ name: '' }], links: [], kind: 'internal' });
  expect(Object.hasOwn(span?.attributes ?? {}, '__proto__')).toBe(true);
});

it('tells what each line brought, while a file grows', () => {
  const reader = createTraceReader();
  expect(reader.read(otlpLine(timed('a', [1, undefined], [1]))).map(({ isOpen }) => isOpen)).toEqual([true]);
  expect(reader.read(otlpLine(timed('a', [1, 2], [1]))).map(({ isOpen }) => isOpen)).toEqual([false]);
  expect(reader.read(otlpLine(timed('a', [1, undefined], [1])))).toEqual([]);
  expect(reader.spans).toHaveLength(1);
});

function text(key: string, value: string): object {
  return { key, value: { stringValue: value } };
}

it.each([
  [
    'its own attribute',
    [{ key: 'error.type', value: { stringValue: 'RangeError' } }],
    'RangeError',
    'ValueError: no plant',
  ],
  ['the event of what was thrown', [], 'ValueError', 'no plant'],
])('the class of an error is taken from %s', (_where, attributes, type, message) => {
  const thrown = [{ key: 'exception.type', value: { stringValue: 'ValueError' } }];
  const span = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    name: 'greet',
    attributes,
    events: [{ name: 'exception', attributes: thrown }],
    status: { code: 2, message: 'ValueError: no plant' },
  };
  const [trace] = readTraces(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })).traces;
  expect(trace?.roots[0]?.error).toEqual({ type, message });
});
