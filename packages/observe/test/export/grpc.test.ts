import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import * as bud from '@bud/observe';
import type { Observing } from '@bud/observe';
import { grpc, type GrpcOptions } from '@bud/observe/grpc';
import { metricsIn, recordsIn, spansIn, type Signal } from '../../../../test/otlp/decode.ts';
import { optionalPackages } from '../../src/export/optional-package.ts';
import { startGrpcReceiver, type GrpcReceiver } from './grpc-receiver.ts';

let receiver: GrpcReceiver;
let observing: Observing | undefined;
let said: MockInstance<typeof process.stderr.write>;

beforeEach(async () => {
  said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  receiver = await startGrpcReceiver();
});
afterEach(async () => {
  await observing?.shutdown();
  receiver.close();
  observing = undefined;
  vi.restoreAllMocks();
});

/** The requests of a signal that were taken. */
const taken = (wanted: Signal): readonly unknown[] =>
  receiver.taken.filter(({ signal }) => signal === wanted).map(({ request }) => request);

function observe(options: GrpcOptions = {}): Observing {
  return (observing = bud.configure({
    export: [grpc({ url: receiver.url, ...options })],
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
    const spans = taken('traces').flatMap(spansIn);
    expect(spans).toMatchObject([{ name: 'Asked' }, { name: 'Asking {who}', attributes: { who: 'Ann' } }]);
    expect(taken('logs').flatMap(recordsIn)).toMatchObject([{ body: 'Asked', traceId: spans[0]?.traceId }]);
    expect(taken('metrics').flatMap(metricsIn)).toEqual(['questions']);
    for (const { metadata } of receiver.taken)
      expect([metadata.get('authorization'), metadata.get('x-tenant')]).toEqual([['Bearer very-secret'], ['acme']]);
    expect(messages()).toEqual([]);
  },
);

test('what a server refuses is lost, counted, and told of once', async () => {
  receiver.refusal = status.PERMISSION_DENIED;
  observe({ token: 'very-secret', signals: ['traces'] });
  bud.span('s').end();
  await observing?.flush();
  expect(observing?.lost).toBe(1);
  expect(messages()).toEqual([
    'bud: otlp http://<host> (gRPC): spans and logs are lost (7 PERMISSION_DENIED: not now); `lost` counts them.',
  ]);
});

test('a server without a service for a signal is told of once, and not asked again', async () => {
  receiver.refusal = status.UNIMPLEMENTED;
  observe({ signals: ['traces'] });
  bud.span('s').end();
  await observing?.flush();
  receiver.refusal = undefined;
  bud.span('s').end();
  await observing?.flush();
  expect(receiver.taken).toEqual([]);
  expect(messages()).toEqual([
    'bud: otlp http://<host> (gRPC): spans and logs are lost (it does not take traces, which are no longer sent there: is it a receiver of OTLP over gRPC, whose port is 4317? `signals` says what it takes); `lost` counts them.',
  ]);
});

test('a server that cannot at the moment gets the same spans later', async () => {
  receiver.refusal = status.UNAVAILABLE;
  observe({ signals: ['traces'], timeoutMs: 100 });
  bud.span('later').end();
  await observing?.flush();
  receiver.refusal = undefined;
  await observing?.flush();
  expect(taken('traces').flatMap(spansIn)).toMatchObject([{ name: 'later' }]);
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
