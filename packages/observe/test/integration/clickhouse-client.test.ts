import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as bud from '@bud/observe';
import { traceClickHouse } from '@bud/observe/clickhouse-client';

// The real client; what answers it speaks ClickHouse's HTTP.
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      const asked = new URL(request.url ?? '', 'http://host');
      response.end(asked.pathname === '/ping' ? 'Ok.\n' : '{"one":1}\n{"one":2}\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Proof of the cast: it listens on a port.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('operations are spans below the one that runs, with their statements', async () => {
  const memory = bud.memoryExporter();
  const { shutdown } = bud.configure({ export: [memory], resourceDetectors: false, tracking: { maxString: 100 } });
  const client = traceClickHouse(createClient, { url, database: 'shop' }, { scopeSuffix: '/shop' });
  await bud.span('asking', async () => {
    const rows = await client.query({ query: `SELECT 1 AS one, '${'x'.repeat(200)}'`, format: 'JSONEachRow' });
    expect(await rows.json()).toEqual([{ one: 1 }, { one: 2 }]);
    await client.insert({ table: 'orders', values: [{ id: 7 }], format: 'JSONEachRow' });
    await client.command({ query: "ALTER USER bob IDENTIFIED BY 'hunter2-plain'" });
  });
  await client.close();
  await shutdown();
  const spans = memory.spans.filter(({ instrumentationScope }) => instrumentationScope.name !== 'bud');
  expect(
    spans.map(({ name, attributes }) => [name, attributes['db.query.text']]).toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
  ).toEqual([
    ['clickhouse.command', "ALTER USER bob IDENTIFIED BY '[REDACTED]'"],
    ['clickhouse.insert', undefined],
    ['clickhouse.query', expect.stringMatching(/^SELECT 1 AS one, 'x+…\[\d+ more\]…x+'$/)],
    ['clickhouse.query.stream', undefined],
  ]);
  const [asking] = memory.spans.filter(({ name }) => name === 'asking');
  for (const span of spans) {
    expect(span.spanContext().traceId).toBe(asking?.spanContext().traceId);
    expect(span.instrumentationScope.name).toBe('@clickhouse/client/shop');
    expect(span.attributes['bud.span_type']).toBe('integration');
  }
});

test('a client whose program records nothing works as it is', async () => {
  const client = traceClickHouse(createClient, { url });
  expect(await client.ping()).toEqual({ success: true });
  const rows = await client.query({ query: 'SELECT 1', format: 'JSONEachRow' });
  expect(await rows.json()).toHaveLength(2);
  await client.close();
});
