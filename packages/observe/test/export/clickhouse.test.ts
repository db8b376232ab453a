import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import * as bud from '@bud/observe';
import type { Observing } from '@bud/observe';
import { clickhouse } from '@bud/observe/clickhouse';

// The wire, by the real client; what a real ClickHouse makes of it is in `test/backends`.

interface Insert {
  readonly query: string;
  readonly rows: readonly Record<string, unknown>[];
}

const inserts: Insert[] = [];
let answer: { readonly status: number; readonly body: string };
let server: Server;
let url: string;
let observing: Observing | undefined;
let said: MockInstance<typeof process.stderr.write>;

beforeEach(async () => {
  said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  answer = { status: 200, body: '' };
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const query = new URL(request.url ?? '', 'http://host').searchParams.get('query') ?? '';
      const rows = body
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Insert['rows'][number]]));
      if (answer.status === 200) inserts.push({ query, rows });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Proof of the cast: it listens on a port.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await observing?.shutdown();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  inserts.length = 0;
  observing = undefined;
  vi.restoreAllMocks();
});

function observe(): void {
  observing = bud.configure({
    serviceName: 'garden',
    export: [clickhouse({ url, username: 'bud', password: 'very-secret', database: 'otel' })],
    resourceDetectors: false,
    exitTimeoutMs: 500,
  });
}

const messages = (): readonly string[] =>
  said.mock.calls.map(([line]) =>
    String(line)
      .trimEnd()
      .replaceAll(/127\.0\.0\.1:\d+/g, '<host>'),
  );

test('spans and records are rows of the tables of the Collector', async () => {
  observe();
  bud.span('Asking {who}', { who: 'Ann', list: [1, 2] }, (asking) => {
    asking.addEvent('begun', { step: 1 });
    bud.info('Asked');
  });
  await observing?.flush();
  const of = (table: string): readonly Record<string, unknown>[] =>
    inserts.flatMap(({ query, rows }) => (query.includes(`INSERT INTO ${table} `) ? rows : []));
  expect(of('otel_traces').find(({ SpanName }) => SpanName === 'Asking {who}')).toMatchObject({
    Timestamp: expect.stringMatching(/^\d{10}\.\d{9}$/),
    ParentSpanId: '',
    SpanKind: 'Internal',
    ServiceName: 'garden',
    ResourceAttributes: { 'service.name': 'garden' },
    ScopeName: 'bud',
    SpanAttributes: { who: 'Ann', list: '[1,2]' },
    Duration: expect.stringMatching(/^\d+$/),
    StatusCode: 'Unset',
    'Events.Name': ['begun'],
    'Events.Attributes': [{ step: '1' }],
    'Links.TraceId': [],
  });
  expect(of('otel_logs')).toMatchObject([{ Body: 'Asked', SeverityText: 'INFO', SeverityNumber: 9, EventName: '' }]);
  expect(inserts.every(({ query }) => query.endsWith('FORMAT JSONEachRow'))).toBe(true);
  expect(messages()).toEqual([]);
});

test('what ClickHouse refuses is lost, counted, and told of once', async () => {
  answer = { status: 404, body: 'Code: 60. DB::Exception: Table otel.otel_traces does not exist. (UNKNOWN_TABLE)' };
  observe();
  bud.span('s').end();
  await observing?.flush();
  expect(observing?.lost).toBe(1);
  expect(messages()).toEqual([
    "bud: clickhouse http://<host>: spans and logs are lost (ClickHouse answers UNKNOWN_TABLE; create `otel_traces` as the Collector's ClickHouse exporter does); `lost` counts them.",
  ]);
});

test('a ClickHouse that is down gets the same rows when it is back', async () => {
  observe();
  const { port } = server.address() as AddressInfo;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  bud.span('later').end();
  await observing?.flush();
  expect(messages()).toEqual([
    'bud: clickhouse http://<host>: no answer (connect ECONNREFUSED <host>); until it answers the newest spans and logs wait, the oldest are dropped.',
  ]);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await observing?.flush();
  expect(inserts.flatMap(({ rows }) => rows)).toMatchObject([{ SpanName: 'later' }]);
  expect(observing?.lost).toBe(0);
});
