import { Server, ServerCredentials, status, type Metadata, type UntypedHandleCall } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import * as bud from '@bud/observe';
import type { Observing } from '@bud/observe';
import { grpc, type GrpcOptions } from '@bud/observe/grpc';
import {
  decodeProtobuf,
  metricsIn,
  recordsIn,
  spansIn,
  type ReceivedRecord,
  type ReceivedSpan,
} from '../../../../test/otlp/decode.ts';
import { optionalPackages } from '../../src/export/optional-package.ts';

/** What an OTLP server over gRPC has received. */
const received = {
  spans: [] as ReceivedSpan[],
  records: [] as ReceivedRecord[],
  metrics: [] as string[],
  metadata: [] as Metadata[],
};
let refusal: status | undefined;
let server: Server;
let url: string;
let observing: Observing | undefined;
let said: MockInstance<typeof process.stderr.write>;

const methods: Readonly<Record<string, (bytes: Buffer) => void>> = {
  'trace.v1.TraceService': (bytes) => received.spans.push(...spansIn(decodeProtobuf('traces', bytes))),
  'logs.v1.LogsService': (bytes) => received.records.push(...recordsIn(decodeProtobuf('logs', bytes))),
  'metrics.v1.MetricsService': (bytes) => received.metrics.push(...metricsIn(decodeProtobuf('metrics', bytes))),
};

beforeEach(async () => {
  said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  server = new Server();
  for (const [service, take] of Object.entries(methods))
    server.addService(definitionOf(service), { Export: handler(take) });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  url = `http://127.0.0.1:${port}`;
});
afterEach(async () => {
  await observing?.shutdown();
  server.forceShutdown();
  refusal = observing = undefined;
  for (const list of Object.values(received)) list.length = 0;
  vi.restoreAllMocks();
});

function definitionOf(service: string): Parameters<Server['addService']>[0] {
  const bytes = (buffer: Buffer): Buffer => buffer;
  return {
    Export: {
      path: `/opentelemetry.proto.collector.${service}/Export`,
      requestStream: false,
      responseStream: false,
      requestSerialize: bytes,
      requestDeserialize: bytes,
      responseSerialize: bytes,
      responseDeserialize: bytes,
    },
  };
}

function handler(take: (bytes: Buffer) => void): UntypedHandleCall {
  const handle = (call: { request: Buffer; metadata: Metadata }, done: (...answer: unknown[]) => void): void => {
    if (refusal !== undefined) return done({ code: refusal, details: 'not now' });
    received.metadata.push(call.metadata);
    take(call.request);
    done(null, Buffer.alloc(0));
  };
  return handle as UntypedHandleCall;
}

function observe(options: GrpcOptions = {}): Observing {
  return (observing = bud.configure({
    export: [grpc({ url, ...options })],
    batch: { delayMs: 60_000 },
    resourceDetectors: false,
    exitTimeoutMs: 500,
  }));
}

const messages = (): readonly string[] =>
  said.mock.calls.map(([line]) =>
    String(line)
      .trimEnd()
      .replaceAll(/127\.0\.0\.1:\d+/g, '<host>'),
  );

test.each(['none', 'gzip'] as const)(
  'spans, records and metrics arrive with token and headers, compression %s',
  async (compression) => {
    observe({ compression, token: 'very-secret', headers: { 'x-tenant': 'acme' } });
    bud.span('Asking {who}', { who: 'Ann' }, () => bud.info('Asked'));
    bud.counter('questions').add(2);
    await observing?.flush();
    expect(received.spans).toMatchObject([{ name: 'Asked' }, { name: 'Asking {who}', attributes: { who: 'Ann' } }]);
    expect(received.records).toMatchObject([{ body: 'Asked', traceId: received.spans[0]?.traceId }]);
    expect(received.metrics).toEqual(['questions']);
    expect(received.metadata.map((each) => [each.get('authorization'), each.get('x-tenant')])).toEqual(
      received.metadata.map(() => [['Bearer very-secret'], ['acme']]),
    );
    expect(messages()).toEqual([]);
  },
);

test('what a server refuses is lost, counted, and told of once', async () => {
  refusal = status.PERMISSION_DENIED;
  observe({ token: 'very-secret', signals: ['traces'] });
  bud.span('s').end();
  await observing?.flush();
  expect(observing?.lost).toBe(1);
  expect(messages()).toEqual([
    'bud: otlp http://<host> (gRPC): spans and logs are lost (7 PERMISSION_DENIED: not now); `lost` counts them.',
  ]);
});

test('a server that cannot at the moment gets the same spans later', async () => {
  refusal = status.UNAVAILABLE;
  observe({ signals: ['traces'], timeoutMs: 100 });
  bud.span('later').end();
  await observing?.flush();
  refusal = undefined;
  await observing?.flush();
  expect(received.spans).toMatchObject([{ name: 'later' }]);
  expect(observing?.lost).toBe(0);
  expect(messages()).toHaveLength(2);
});

test('packages that are missing are named, with what to do', async () => {
  // Proof of the cast: there is no such package, and that is the test.
  const missing = 'not-installed-anywhere' as string;
  const loading = optionalPackages('@bud/observe/grpc', ['@grpc/grpc-js', 'another'], () => import(missing));
  await expect(loading).rejects.toThrow(
    '`@bud/observe/grpc` needs packages that are not installed: npm install @grpc/grpc-js another',
  );
});
