import { afterEach, expect, test, vi } from 'vitest';
import * as api from '@opentelemetry/api';
import * as bud from '@bud/observe';
import * as names from '@bud/observe/attributes';
import type { MemoryExporter, ObserveOptions, Observing } from '@bud/observe';

let observing: Observing | undefined;
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
});

function configured(options: ObserveOptions = {}): MemoryExporter {
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], ...options });
  return memory;
}

test('a tracked function, a span and a log are one tree', async () => {
  const memory = configured();
  const ask = bud.track({ name: 'ask', params: ['question'] }, async (question: string) => {
    bud.info('Asking {question}', { question });
    return 42;
  });
  await bud.span('Planning', async () => ask('why'));
  const [log, call, plan] = memory.spans;
  expect(memory.spans.map(({ name }) => name)).toEqual(['Asking {question}', 'ask', 'Planning']);
  expect(log?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
  expect(call?.parentSpanContext?.spanId).toBe(plan?.spanContext().spanId);
  expect(log?.attributes).toMatchObject({ 'bud.msg': 'Asking why', 'bud.span_type': 'log', 'bud.level': 'info' });
  expect(memory.logs[0]).toMatchObject({ body: 'Asking why', severityText: 'INFO' });
});

test('tracers, counters and loggers that were made before record from then on, also after a pause', async () => {
  const tracer = api.trace.getTracer('early');
  const early = bud.counter('early');
  tracer.startSpan('nobody listens').end();
  early.add(1);
  const first = configured();
  tracer.startSpan('first').end();
  await observing?.shutdown();
  tracer.startSpan('nobody listens again').end();
  const second = configured();
  tracer.startSpan('second').end();
  early.add(5);
  await observing?.flush();
  expect([...first.spans, ...second.spans].map(({ name }) => name)).toEqual(['first', 'second']);
  const points = second.metrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
  expect(points.find(({ descriptor }) => descriptor.name === 'early')?.dataPoints).toMatchObject([{ value: 5 }]);
});

test('attributes have the names that programs can import', () => {
  const memory = configured();
  const given = {
    [names.PROJECT_ID]: 'garden',
    [names.ENDPOINT_ID]: 'chat-eu',
    [names.MODEL_ID]: 'tomato-7b',
    [names.CLUSTER_ID]: 'c-1',
    [names.REQUEST_ID]: 'r-7',
  };
  bud.withAttributes(given, () =>
    bud.withTags(['nightly'], () => bud.info('Answering {question}', { question: ['why', 2] })),
  );
  expect(memory.spans[0]?.attributes).toMatchObject({
    ...given,
    [names.SPAN_TYPE]: 'log',
    [names.LEVEL]: 'info',
    [names.TAGS]: ['nightly'],
    [names.MESSAGE]: 'Answering ["why",2]',
    [names.MESSAGE_TEMPLATE]: 'Answering {question}',
    [names.JSON_SCHEMA]: ['question'],
  });
});

test('what is above everything below is on every span', () => {
  const memory = configured();
  bud.withAttributes({ 'session.id': 's-1', 'user.id': 'outer' }, () =>
    bud.withAttributes({ 'user.id': 'inner' }, () =>
      bud.withTags(['nightly'], () =>
        bud.withLevel('debug', () => {
          bud.span('tagged', {}, { tags: ['own'] }).end();
          bud.untracked(() => bud.span('unseen').end());
        }),
      ),
    ),
  );
  expect(memory.spans.map(({ attributes }) => attributes)).toMatchObject([
    { 'session.id': 's-1', 'user.id': 'inner', 'bud.level': 'debug' },
  ]);
});

test.each([
  [
    { sampling: { types: { llm: 1, tool: 2 } } },
    '"sampling.types" must be an object of numbers from 0 to 1, not an object; "tool" is 2.',
  ],
  [
    { export: [{ otlp: { protocol: 'grpc' } }] },
    'not "grpc"; for gRPC pass `export: [grpc()]` from `@bud/observe/grpc`.',
  ],
  [{ pii: true }, 'unknown option "pii" (use `scrubbing.pii`).'],
])('%j is answered with what to do', (wrong, message) => {
  // Proof of the cast: the mistakes are the test.
  expect(() => bud.configure(wrong as unknown as ObserveOptions)).toThrow(message);
});

test('every mistake in options and variables is listed, and no token is shown', () => {
  const wrong = {
    serviceNam: 'x',
    sampling: { ratio: 2 },
    scrubbing: { patterns: [] },
    tracking: { maxDeph: 3, maxLength: -1, tracerProvider: {} },
    export: [{ otlp: { url: 'ftp://x', token: 'two words' } }, { cloud: {} }],
  };
  // Proof of the cast: the mistakes are the test.
  expect(() => bud.configure(wrong as ObserveOptions)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: configure() options: unknown option "serviceNam" (did you mean "serviceName"?); "sampling.ratio" must be a number from 0 to 1, not 2; unknown option "scrubbing.patterns" (use \`tracking.redact\`); unknown option "tracking.maxDeph" (did you mean "tracking.maxDepth"?); "tracking.maxLength" must be a whole number of at least 0, not -1; unknown option "tracking.tracerProvider" (use \`tracerProvider\`); "export[0].otlp.url" must be a URL that begins with http:// or https://, not "ftp://x"; "export[0].otlp.token" must be a token without spaces, not what was given; "export[1]" must be one of { otlp: … }, { console: … }, { file: … }, { spanExporter: … }, { logExporter: … }, { metricExporter: … } or an exporter, not an object with "cloud".]`,
  );
});

test('what is open at shutdown is exported as it is', async () => {
  const memory = configured();
  const open = bud.span('open');
  await observing?.shutdown();
  open.setAttribute('late', true);
  expect(memory.spans[0]).toMatchObject({
    name: 'open',
    attributes: { 'bud.track.end_reason': 'shutdown' },
    status: { code: api.SpanStatusCode.UNSET },
  });
});

test('an exception ends its span as failed, and reaches the program', async () => {
  const memory = configured();
  const failure = new TypeError('no');
  await expect(bud.span('async', async () => Promise.reject(failure))).rejects.toBe(failure);
  expect(() =>
    bud.span('sync', () => {
      throw failure;
    }),
  ).toThrow(failure);
  bud.exception(failure, 'Cannot {what}', { what: 'go on' });
  expect(memory.spans.map(({ name, status }) => [name, status.code, status.message])).toEqual([
    ['async', api.SpanStatusCode.ERROR, 'no'],
    ['sync', api.SpanStatusCode.ERROR, 'no'],
    ['Cannot {what}', api.SpanStatusCode.ERROR, 'Cannot go on'],
  ]);
});

test('configure, shutdown and configure again leaves nothing behind', async () => {
  const before = process.listenerCount('exit');
  for (let round = 0; round < 100; round += 1) {
    const memory = configured();
    bud.span('round').end();
    await observing?.shutdown();
    expect(memory.spans).toHaveLength(1);
  }
  expect(process.listenerCount('exit')).toBe(before);
});

test('what is said is bounded, also when every message is another', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  configured();
  for (let index = 0; index < 1000; index += 1) bud.info(`{nothing} fills ${index}`);
  const lines = said.mock.calls.map(([line]) => String(line));
  said.mockRestore();
  expect(lines).toHaveLength(101);
  expect(lines.at(-1)).toBe('bud: 100 messages were shown; there are no more.\n');
});

test('many instances share the listeners of the process', async () => {
  configured();
  const before = process.listenerCount('exit');
  const instances = Array.from({ length: 20 }, () => bud.createObserve({ export: false }));
  expect(process.listenerCount('exit')).toBe(before);
  await Promise.all(instances.map((instance) => instance.shutdown()));
  expect(process.listenerCount('exit')).toBe(before);
});

test('the content of calls to models is recorded where everything stays here, or as somebody says', () => {
  const policy = (options: ObserveOptions = {}): bud.ContentPolicy => {
    configured({ environment: 'development', ...options });
    return bud.contentPolicy();
  };
  expect(policy()).toEqual({ said: undefined, isLocal: true });
  expect(policy({ environment: 'production' })).toEqual({ said: undefined, isLocal: false });
  expect(policy({ export: [{ otlp: { url: 'https://otlp.example.com' } }], captureContent: true })).toEqual({
    said: true,
    isLocal: false,
  });
  expect(policy({ tracerProvider: api.trace.getTracerProvider(), captureContent: false })).toEqual({
    said: false,
    isLocal: false,
  });
});

test('what a detector finds out later describes the service, and so does what the program says', async () => {
  const later = {
    detect: () => ({ attributes: { 'host.id': Promise.resolve('h-1'), token: 'plainword-9f8e7d6c5b4a' } }),
  };
  const memory = configured({ resourceDetectors: [later], resourceAttributes: { team: 'search', serial: 7 } });
  bud.span('work').end();
  await observing?.flush();
  expect(memory.spans[0]?.resource.attributes).toMatchObject({
    'host.id': 'h-1',
    team: 'search',
    serial: 7,
    token: '[REDACTED]',
    'telemetry.distro.name': 'bud-observe',
  });
});
