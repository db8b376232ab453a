import { expect, it, test } from 'vitest';
import { resolveOptions } from '../src/options/resolve.ts';
import type { ObserveOptions, ResolvedOptions } from '../src/options/options.ts';

function resolved(
  environment: Record<string, string>,
  options: ObserveOptions = {},
  isTerminal = false,
): ResolvedOptions {
  return resolveOptions(options, {
    environment,
    terminal: { isTerminal },
    service: () => ({ name: 'pkg', version: '3' }),
  });
}

test.each<[Record<string, string>, Partial<ResolvedOptions>]>([
  [{}, { serviceName: 'pkg', serviceVersion: '3', environment: undefined, targets: [], isDisabled: false }],
  [{ BUD_OBSERVE_SERVICE_NAME: 'ours', OTEL_SERVICE_NAME: 'theirs' }, { serviceName: 'ours' }],
  [{ OTEL_SERVICE_NAME: ' theirs ', BUD_OBSERVE_SERVICE_NAME: '' }, { serviceName: 'theirs' }],
  [
    { OTEL_RESOURCE_ATTRIBUTES: 'service.name=a%20b,service.version=2,deployment.environment.name=staging' },
    { serviceName: 'a b', serviceVersion: '2', environment: 'staging' },
  ],
  [{ NODE_ENV: 'production' }, { environment: 'production' }],
  [{ BUD_OBSERVE_SAMPLE_RATE: '0.5' }, { sampling: expect.objectContaining({ ratio: 0.5 }) }],
  [{ OTEL_TRACES_SAMPLER: 'always_off' }, { sampling: expect.objectContaining({ ratio: 0 }) }],
  [
    { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
    { sampling: expect.objectContaining({ ratio: 0.25 }) },
  ],
  [{ OTEL_TRACES_SAMPLER_ARG: 'anything' }, { sampling: expect.objectContaining({ ratio: 1 }) }],
  [
    { OTEL_RESOURCE_ATTRIBUTES: 'team=search,note=a%2Cb,' },
    { resourceAttributes: { team: 'search', note: 'a,b' }, serviceName: 'pkg' },
  ],
  [{ BUD_OBSERVE_CAPTURE_CONTENT: 'False' }, { captureContent: false }],
  [{ BUD_OBSERVE_CAPTURE_CONTENT: '' }, { captureContent: undefined }],
  [{ OTEL_METRIC_EXPORT_INTERVAL: '5000' }, { metricIntervalMs: 5000 }],
  [{ OTEL_PROPAGATORS: 'tracecontext' }, { propagators: ['tracecontext'] }],
  [{ OTEL_PROPAGATORS: 'none' }, { propagators: [] }],
  [{}, { propagators: ['tracecontext', 'baggage'], notes: [], trackingNote: undefined }],
  [{ BUD_TRACK: 'llm,tool' }, { trackingNote: undefined }],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a.example', OTEL_METRICS_EXPORTER: 'none' },
    { targets: [{ otlp: { url: 'http://a.example', signals: ['traces', 'logs'] } }] },
  ],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a.example', OTEL_TRACES_EXPORTER: 'console' },
    { targets: [{ otlp: { url: 'http://a.example', signals: ['logs', 'metrics'] } }, { console: {} }] },
  ],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a.example', OTEL_TRACES_EXPORTER: 'jaeger' },
    { targets: [{ otlp: { url: 'http://a.example' } }] },
  ],
  [{ OTEL_BSP_MAX_QUEUE_SIZE: '100' }, { batch: { queue: 100, size: 100, delayMs: 1000 } }],
  [
    {
      BUD_OBSERVE_ENDPOINT: 'https://a.example',
      BUD_OBSERVE_TOKEN: 't',
      OTEL_EXPORTER_OTLP_HEADERS: 'x=1,y=2',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'GZIP',
      OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    },
    {
      targets: [
        {
          otlp: {
            url: 'https://a.example',
            token: 't',
            headers: { x: '1', y: '2' },
            compression: 'gzip',
            timeoutMs: 500,
          },
        },
      ],
    },
  ],
  [
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a.example:4318/v1/traces' },
    { targets: [{ otlp: { url: 'http://a.example:4318' } }] },
  ],
  [
    { OTEL_TRACES_EXPORTER: 'otlp, console', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    { targets: [{ otlp: { protocol: 'http/json' } }, { console: {} }] },
  ],
  [
    { BUD_OBSERVE_FILE: 'a.jsonl', BUD_OBSERVE_CONSOLE: 'Simple' },
    { targets: [{ file: { path: 'a.jsonl' } }, { console: { style: 'simple' } }] },
  ],
  [{ OTEL_SDK_DISABLED: 'TRUE' }, { isDisabled: true }],
  [{ OTEL_SEMCONV_STABILITY_OPT_IN: 'gen_ai_latest_experimental' }, { conventions: [] }],
])('%j', (environment, expected) => {
  expect(resolved(environment)).toMatchObject(expected);
});

it('shows the console in a terminal, until anything else is said', () => {
  expect(resolved({}, {}, true).targets).toEqual([{ console: {} }]);
  expect(resolved({ BUD_OBSERVE_CONSOLE: 'off' }, {}, true).targets).toEqual([]);
  expect(resolved({ OTEL_TRACES_EXPORTER: 'none' }, {}, true).targets).toEqual([]);
  expect(resolved({}, { export: false }, true).targets).toEqual([]);
});

it('lets an argument win over every variable', () => {
  const environment = { BUD_OBSERVE_SERVICE_NAME: 'no', BUD_OBSERVE_SAMPLE_RATE: '0.5', BUD_OBSERVE_FILE: 'no' };
  expect(
    resolved(environment, { serviceName: 'yes', sampling: { ratio: 0 }, export: [{ console: true }] }),
  ).toMatchObject({ serviceName: 'yes', sampling: { ratio: 0 }, targets: [{ console: true }] });
});

it('adds what variables say to the targets that a program names', () => {
  const environment = {
    BUD_OBSERVE_ENDPOINT: 'http://a.example',
    BUD_OBSERVE_TOKEN: 't',
    BUD_OBSERVE_CONSOLE: 'simple',
    BUD_OBSERVE_FILE: 'a.jsonl',
  };
  const one = resolved(environment, {
    export: [{ otlp: { compression: 'gzip' } }, { console: true }, { file: { keep: 1 } }],
  });
  expect(one.targets).toEqual([
    { otlp: { url: 'http://a.example', token: 't', compression: 'gzip' } },
    { console: { style: 'simple' } },
    { file: { path: 'a.jsonl', keep: 1 } },
  ]);
  expect(one.notes).toEqual([]);
});

it('sends a token of the environment to none of several receivers', () => {
  const several = [{ otlp: { url: 'http://a.example' } }, { otlp: { url: 'http://b.example' } }];
  const { targets, notes } = resolved({ BUD_OBSERVE_TOKEN: 'very-secret' }, { export: several });
  expect(targets).toEqual(several);
  expect(notes).toEqual([
    'BUD_OBSERVE_TOKEN is set, and there are 2 receivers: say which one gets it, `{ otlp: { url, token } }`.',
  ]);
});

test.each([
  [{ OTEL_PROPAGATORS: 'b3,tracecontext' }, 'OTEL_PROPAGATORS: b3 is not supported (accepted: tracecontext, '],
  [{ OTEL_TRACES_EXPORTER: 'jaeger' }, 'OTEL_TRACES_EXPORTER: jaeger is not supported (accepted: otlp, console, none)'],
  [
    { OTEL_METRICS_EXPORTER: 'prometheus' },
    'OTEL_METRICS_EXPORTER: prometheus is not supported (accepted: otlp, none)',
  ],
  [{ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://a.example' }, 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT has no effect here; '],
  [{ OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a=b' }, 'OTEL_EXPORTER_OTLP_TRACES_HEADERS has no effect here; '],
  [{ OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '9' }, 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT has no effect here; '],
  [{ BUD_OBSERVE_TOKEN: 't' }, 'BUD_OBSERVE_TOKEN is set, and there is no receiver to send it to: set '],
])('%j is noted', (environment, note) => {
  expect(resolved(environment).notes).toEqual([expect.stringContaining(note)]);
});

test.each(['of', 'Disabled', 'no'])('BUD_TRACK=%s is noted', (value) => {
  expect(resolved({ BUD_TRACK: value }).trackingNote).toContain(`\`BUD_TRACK\` is "${value}"`);
});

test.each([
  [{ batch: { size: 4096, queue: 2048 } }, '"batch.size" must be at most "batch.queue", which is 2048, not 4096'],
  [{ batch: { size: 70_000 } }, '"batch.size" must be at most "batch.queue", which is 65536, not 70000'],
])('%j is a mistake', (options, message) => {
  expect(() => resolved({}, options)).toThrow(message);
});

test.each([
  [
    { OTEL_RESOURCE_ATTRIBUTES: 'team:search' },
    'OTEL_RESOURCE_ATTRIBUTES must be names and values as in "name=value,name=value", not "team:search".',
  ],
  [
    { OTEL_EXPORTER_OTLP_HEADERS: 'authorization Bearer x' },
    'OTEL_EXPORTER_OTLP_HEADERS must be header names and values as in "name=value,name=value", not what was given',
  ],
  [{ BUD_OBSERVE_SAMPLE_RATE: '2' }, 'BUD_OBSERVE_SAMPLE_RATE must be a number from 0 to 1, not "2"'],
  [{ BUD_OBSERVE_ENDPOINT: 'localhost:4318' }, 'BUD_OBSERVE_ENDPOINT must be a URL that begins with http://'],
  [
    { BUD_OBSERVE_CONSOLE: 'tree' },
    'BUD_OBSERVE_CONSOLE must be one of off, simple, indented, show-parents, not "tree"',
  ],
  [{ BUD_OBSERVE_CAPTURE_CONTENT: 'yes' }, 'BUD_OBSERVE_CAPTURE_CONTENT must be true or false, not "yes"'],
  [{ BUD_OBSERVE_TOKEN: 'two words' }, 'BUD_OBSERVE_TOKEN must be a token without spaces, not what was given'],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'for gRPC pass `export: [grpc()]`'],
  [
    { OTEL_EXPORTER_OTLP_HEADERS: 'x key=two' },
    'OTEL_EXPORTER_OTLP_HEADERS must be header names and values as in "name=value,name=value", not what was given',
  ],
  [
    { BUD_OBSERVE_SERVICENAME: 'x' },
    'unknown variable BUD_OBSERVE_SERVICENAME (did you mean "BUD_OBSERVE_SERVICE_NAME"?)',
  ],
  [{ BUD_OBSERVE_SAMPLING: 'x' }, 'unknown variable BUD_OBSERVE_SAMPLING (accepted: BUD_OBSERVE_SERVICE_NAME, '],
])('%j is a mistake', (environment, message) => {
  expect(() => resolved(environment)).toThrow(message);
});

test.each<[string, Record<string, string>, ObserveOptions, boolean]>([
  ['while somebody develops', {}, {}, true],
  ['while somebody develops', { NODE_ENV: 'development', BUD_OBSERVE_SERVICE_NAME: 'garden' }, {}, true],
  ['in production', { NODE_ENV: 'production' }, {}, false],
  ['in production', { BUD_OBSERVE_ENVIRONMENT: 'prod' }, {}, false],
  ['in production', {}, { environment: 'Production' }, false],
  ['in tests', { NODE_ENV: 'test' }, {}, false],
  ['in tests of Vitest', { VITEST: 'true' }, {}, false],
  ['in tests of Jest', { JEST_WORKER_ID: '1' }, {}, false],
  ['in tests of Node', { NODE_TEST_CONTEXT: 'child-v8' }, {}, false],
  ['when a variable says where to', { BUD_OBSERVE_CONSOLE: 'simple' }, {}, false],
  ['when a variable says that nothing is exported', { OTEL_TRACES_EXPORTER: 'none' }, {}, false],
  ['when the program says where to', {}, { export: [{ console: true }] }, false],
  ['when the program says that nothing is exported', {}, { export: false }, false],
])('whether a viewer is looked for %s: %j, %j', (_, environment, options, looksForViewer) => {
  for (const isTerminal of [true, false])
    expect(resolved(environment, options, isTerminal)).toMatchObject({ looksForViewer });
});
