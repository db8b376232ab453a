// What backends have stored is in `goldens`, as `npm run study -- backends` found it. Here the same is sent again: if what
// arrives is what it was then, they would store the same today.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { startGrpcReceiver } from '../../packages/observe/test/export/grpc-receiver.ts';
import { decodeJson, type Signal } from '../otlp/decode.ts';
import { startReceiver } from '../otlp/receiver.ts';
import { plainRow, type Row } from './stored/clickhouse.ts';
import { jaegerSpans, keptByJaeger } from './stored/jaeger.ts';
import { keptByPhoenix, phoenixSpans } from './stored/phoenix.ts';
import { seriesOf, type Series } from './stored/prometheus.ts';
import { telemetryIn, type Telemetry } from '../otlp/telemetry.ts';

const program = fileURLToPath(new URL('sent/send.mjs', import.meta.url));

/** What a backend has stored. Proof of the casts below: the study has written it. */
function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`goldens/${name}.json`, import.meta.url), 'utf8')) as unknown;
}

async function send(exporter: string, place: string): Promise<void> {
  const sending = spawn(process.execPath, [program, exporter, place], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [sending.stdout, sending.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  expect(await once(sending, 'close'), said).toEqual([0, null]);
  expect(said).toBe('');
}

const ways: Readonly<Record<string, (way: string) => Promise<readonly unknown[]>>> = {
  'http/protobuf': throughHttp,
  'http/json': throughHttp,
  grpc: throughGrpc,
  file: throughFile,
};

async function throughHttp(way: string): Promise<readonly unknown[]> {
  const receiver = await startReceiver();
  await send(way, receiver.url);
  await receiver.close();
  return receiver.taken.map(({ request }) => request);
}

async function throughGrpc(way: string): Promise<readonly unknown[]> {
  const receiver = await startGrpcReceiver();
  await send(way, receiver.url);
  receiver.close();
  return receiver.taken.map(({ request }) => request);
}

async function throughFile(way: string): Promise<readonly unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bud-file-'));
  const path = join(folder, 'trace.jsonl');
  await send(way, path);
  const requests = requestsIn(readFileSync(path, 'utf8').trimEnd().split('\n'));
  rmSync(folder, { recursive: true });
  return requests;
}

/** Lines of OTLP/JSON, as our file and that of the Collector have them, by OpenTelemetry's definitions. */
function requestsIn(lines: readonly string[]): readonly unknown[] {
  const signals: readonly [string, Signal][] = [
    ['{"resourceSpans"', 'traces'],
    ['{"resourceLogs"', 'logs'],
    ['{"resourceMetrics"', 'metrics'],
  ];
  return lines.map((line) => {
    const signal = signals.find(([start]) => line.startsWith(start))?.[1];
    if (signal === undefined) throw new Error(`A line of no signal: ${line.slice(0, 100)}`);
    return decodeJson(signal, line);
  });
}

describe.each(Object.keys(ways))('what is sent by %s', (way) => {
  it('is what the Collector has stored', async () => {
    const sent = telemetryIn((await ways[way]?.(way)) ?? []);
    const stored = telemetryIn(requestsIn((golden('collector') as object[]).map((request) => JSON.stringify(request))));
    expect(sent.spans).toEqual(stored.spans);
    expect(sent.logs).toEqual(stored.logs);
    expect(sent.points).toEqual(stored.points);
  });
});

describe('what is sent', () => {
  let sent: Telemetry;
  beforeAll(async () => {
    sent = telemetryIn(await throughHttp('http/protobuf'));
  });

  it('is what Jaeger has stored', () => {
    expect(sent.spans.map(keptByJaeger)).toEqual(jaegerSpans(golden('jaeger') as Parameters<typeof jaegerSpans>[0]));
  });

  it('is what Phoenix has stored', () => {
    expect(sent.spans.map(keptByPhoenix)).toEqual(
      phoenixSpans(golden('phoenix') as Parameters<typeof phoenixSpans>[0]),
    );
  });

  it('is what Prometheus has fetched', () => {
    const { series } = golden('prometheus') as { readonly series: readonly Series[] };
    // Where it was fetched from, and what made it.
    const known = series.map(({ labels: { exported_job, job, otel_scope_name, ...labels }, value }) => {
      expect([exported_job, job, otel_scope_name]).toEqual(['garden', 'collector', 'bud']);
      return { labels, value };
    });
    const inOrder = (all: readonly Series[]): readonly string[] =>
      all.map((one) => JSON.stringify(sortedKeys(one))).toSorted();
    expect(inOrder(seriesOf(sent))).toEqual(inOrder(known));
  });
});

it('inserts the rows that ClickHouse has stored', async () => {
  const inserted: Record<string, Row[]> = {};
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? '', 'http://host').searchParams.get('query') ?? '';
    const [, table = ''] = /^INSERT INTO (\w+) /.exec(query) ?? [];
    const lines = Buffer.concat(await request.toArray())
      .toString()
      .trimEnd()
      .split('\n');
    (inserted[table] ??= []).push(...lines.map((line) => JSON.parse(line) as Row));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await send('clickhouse', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.close();
  const stored = golden('clickhouse') as Readonly<Record<string, readonly Row[]>>;
  for (const [table, key] of [
    ['otel_traces', 'SpanId'],
    ['otel_logs', 'Timestamp'],
  ] as const) {
    const rows = inserted[table]?.map(plainRow).toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));
    expect(rows).toEqual(stored[table]?.map(plainRow));
  }
});

function sortedKeys({ labels, value }: Series): readonly unknown[] {
  return [Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)), value];
}
