import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import * as bud from '@bud/observe';
import type { Observing } from '@bud/observe';
import { clickhouse } from '@bud/observe/clickhouse';
import { grpc } from '@bud/observe/grpc';
import { decodeJson, type Signal } from '../../../../test/otlp/decode.ts';
import { startReceiver, type Receiver } from '../../../../test/otlp/receiver.ts';
import { telemetryIn } from '../../../../test/otlp/telemetry.ts';
import { lookalikes } from '../../../value/test/secret/lookalikes.ts';
import { planted } from '../../../value/test/secret/planted.ts';
import { places } from '../places.ts';
import { stringsOf, stringsOfRecord } from '../recorded.ts';
import { startGrpcReceiver, type GrpcReceiver } from './grpc-receiver.ts';

/** A span or a log record, as it arrived. */
interface Arrived {
  /** The number of the string of the corpus that it is about. */
  readonly about: number;
  readonly strings: readonly string[];
}

/** By exporter. */
const arrived: Record<string, readonly Arrived[]> = {};
const names = ['http/protobuf', 'http/json', 'grpc', 'file', 'ClickHouse', 'memory', 'console'];
const folder = mkdtempSync(join(tmpdir(), 'bud-scrubbed-'));
const path = join(folder, 'trace.jsonl');
const memory = bud.memoryExporter();
const rows: string[] = [];
const printed: Arrived[] = [];
let receivers: readonly [Receiver, Receiver];
let grpcReceiver: GrpcReceiver;
let server: Server;
let observing: Observing;

beforeAll(async () => {
  receivers = [await startReceiver(), await startReceiver()];
  grpcReceiver = await startGrpcReceiver();
  server = createServer(async (request, response) => {
    rows.push(
      ...Buffer.concat(await request.toArray())
        .toString()
        .trimEnd()
        .split('\n'),
    );
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await sendCorpus();
  arrived['http/protobuf'] = decoded(receivers[0].taken.map(({ request }) => request));
  arrived['http/json'] = decoded(receivers[1].taken.map(({ request }) => request));
  arrived['grpc'] = decoded(grpcReceiver.taken.map(({ request }) => request));
  arrived['file'] = decoded(readFileSync(path, 'utf8').trimEnd().split('\n').map(requestIn));
  arrived['ClickHouse'] = rows.map(rowOf);
  arrived['memory'] = [
    ...memory.spans.map((span) => ({ about: Number(span.attributes['corpus']), strings: [stringsOf(span)] })),
    ...memory.logs.map((record) => ({
      about: Number(record.attributes['corpus']),
      strings: [stringsOfRecord(record)],
    })),
  ];
  arrived['console'] = printed;
}, 300_000);

afterAll(async () => {
  await observing.shutdown();
  await Promise.all(receivers.map((receiver) => receiver.close()));
  grpcReceiver.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** Everything goes to every exporter, with the number of the string that it is about. */
async function sendCorpus(): Promise<void> {
  // Proof of the cast: it listens on a port.
  const { port } = server.address() as AddressInfo;
  // The receivers are in this process, and take their time.
  const timeoutMs = 120_000;
  observing = bud.configure({
    export: [
      { otlp: { url: receivers[0].url, timeoutMs } },
      { otlp: { url: receivers[1].url, timeoutMs, protocol: 'http/json' } },
      grpc({ url: grpcReceiver.url, timeoutMs }),
      clickhouse({ url: `http://127.0.0.1:${port}` }),
      { file: { path, maxBytes: 2 ** 30 } },
      { console: { style: 'simple', colors: 'never', minLevel: 'trace' } },
      memory,
    ],
    resourceDetectors: false,
    propagateBaggage: ['note'],
  });
  let about = 0;
  // What is said of a message that has no such attribute shows the message, too.
  const prints = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((line) => {
      printed.push({ about, strings: [String(line)] });
      return true;
    }),
  );
  for (; about < planted.length; about += 1) {
    bud.withAttributes({ corpus: about }, () => Object.values(places).forEach((put) => put(planted[about]!.text)));
    if (about % 50 === 0) await observing.flush();
  }
  for (const text of lookalikes) {
    bud.withAttributes({ corpus: about }, () => {
      const attributes = { note: text, 'db.query.text': text, lines: [text] };
      trace
        .getTracer('another library')
        .startSpan(text, { attributes })
        .addEvent(text, { 'exception.message': text })
        .end();
      logs.getLogger('another library').emit({ body: text });
    });
    about += 1;
  }
  await observing.flush();
  expect(observing.lost).toBe(0);
  for (const print of prints) print.mockRestore();
}

describe.each(names)('through %s', (name) => {
  it('everything comes, and none of the secrets', () => {
    const all = arrived[name] ?? [];
    expect(new Set(all.map(({ about }) => about)).size).toBe(planted.length + lookalikes.length);
    const leaks = all.filter(({ about, strings }) =>
      planted[about]?.secrets.some((secret) => strings.some((string) => string.includes(secret))),
    );
    expect(leaks.map(({ about }) => planted[about]?.what)).toEqual([]);
  });

  it('what only looks like a secret comes as it is', () => {
    const changed = (arrived[name] ?? []).filter(({ about, strings }) => {
      const text = lookalikes[about - planted.length];
      return (
        text !== undefined && strings.some((string) => string.includes('[REDACTED]')) && !text.includes('[REDACTED]')
      );
    });
    expect(changed.map(({ about }) => lookalikes[about - planted.length])).toEqual([]);
  });
});

/** What OpenTelemetry's definitions make of it. */
function decoded(requests: readonly unknown[]): readonly Arrived[] {
  const { spans, logs: records } = telemetryIn(requests);
  return [
    ...spans.map(({ name, message, attributes, events, links }) => ({
      about: Number(attributes['corpus']),
      strings: stringsIn([name, message, attributes, events, links.map((link) => link.attributes)]),
    })),
    ...records.map(({ body, attributes }) => ({
      about: Number(attributes['corpus']),
      strings: stringsIn([body, attributes]),
    })),
  ];
}

function requestIn(line: string): unknown {
  const signals: Readonly<Record<string, Signal>> = { '{"resourceS': 'traces', '{"resourceL': 'logs' };
  return decodeJson(signals[line.slice(0, 11)] ?? 'metrics', line);
}

function rowOf(line: string): Arrived {
  // Proof of the cast: both tables have one of these columns.
  const row = JSON.parse(line) as Readonly<
    Record<'SpanAttributes' | 'LogAttributes', Readonly<Record<string, string>>>
  >;
  // Ids are chance, and may look like anything.
  const columns = Object.entries(row).flatMap(([name, value]) => (name.endsWith('Id') ? [] : [value]));
  return { about: Number((row.SpanAttributes ?? row.LogAttributes)['corpus']), strings: stringsIn(columns) };
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
