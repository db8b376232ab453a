// Ten million spans in a ClickHouse of this process, in the table that the Collector makes, behind the real client.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startViewer } from '@bud/viewer';
import { markdown } from '../markdown.mjs';

const spansPerTrace = 20;
const traceCount = 500_000;

// contrib 0.165.1, clickhouseexporter: the table with its indexes
const table = `CREATE TABLE otel_traces (
  Timestamp DateTime64(9) CODEC(Delta, ZSTD(1)), TraceId String CODEC(ZSTD(1)), SpanId String CODEC(ZSTD(1)),
  ParentSpanId String CODEC(ZSTD(1)), TraceState String CODEC(ZSTD(1)), SpanName LowCardinality(String) CODEC(ZSTD(1)),
  SpanKind LowCardinality(String) CODEC(ZSTD(1)), ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)), ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)), SpanAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  Duration UInt64 CODEC(ZSTD(1)), StatusCode LowCardinality(String) CODEC(ZSTD(1)), StatusMessage String CODEC(ZSTD(1)),
  Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
  Links Nested (TraceId String, SpanId String, TraceState String, Attributes Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
  INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX idx_res_attr_key mapKeys(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_res_attr_value mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_span_attr_key mapKeys(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_span_attr_value mapValues(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX idx_duration Duration TYPE minmax GRANULARITY 1
) ENGINE = MergeTree PARTITION BY toDate(Timestamp) ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))`;

// Traces of one agent, one model and eighteen tools, one a second for almost six days.
const spans = `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, SpanName, SpanKind, ServiceName, ResourceAttributes,
  ScopeName, SpanAttributes, Duration, StatusCode, StatusMessage)
SELECT fromUnixTimestamp64Nano(toInt64(1795780800000000000 - (intDiv(number, ${spansPerTrace}) * 1000000000) + place * 1000000)),
  leftPad(lower(hex(intDiv(number, ${spansPerTrace}) + 1)), 32, '0'), leftPad(lower(hex(place + 1)), 16, '0'),
  if(place = 0, '', '0000000000000001'),
  multiIf(place = 0, 'answer', place = 1, 'chat gpt-4o-mini', concat('execute_tool tool ', toString(place))), 'Internal',
  concat('garden-', toString(intDiv(number, ${spansPerTrace}) % 5)), map('service.name', 'garden'), 'bud',
  multiIf(
    place = 0,
    map('bud.track.type', 'agent', 'bud.track.input.question', concat('What is known of plant ', toString(number % 99991), '?')),
    place = 1,
    map('gen_ai.operation.name', 'chat', 'gen_ai.request.model', 'gpt-4o-mini', 'gen_ai.usage.input_tokens', toString(400 + number % 97),
      'gen_ai.usage.output_tokens', toString(20 + number % 31), 'gen_ai.usage.cost', '0.0001'),
    map('gen_ai.operation.name', 'execute_tool', 'gen_ai.tool.call.arguments', concat('{"plant":', toString(number % 99991), '}'),
      'gen_ai.tool.call.result', concat('It grows to ', toString(number % 300), ' cm, and wants sun.'))
  ),
  toUInt64(if(place = 0, 900, 10 + number % 40) * 1000000), if(number % 1009 = 0, 'Error', 'Ok'),
  if(number % 1009 = 0, 'no such plant', '')
FROM (SELECT number, number % ${spansPerTrace} AS place FROM numbers(${traceCount * spansPerTrace}))`;

const asked = [
  ['list the newest 50', 'api/traces?count=50'],
  ['list from the 10,000th on', 'api/traces?count=50&from=10000'],
  ['search by service', 'api/traces?count=50&query=service%3Agarden-3'],
  ['search by name', 'api/traces?count=50&query=name%3A%22tool%207%22'],
  ['search by error', 'api/traces?count=50&query=error'],
  ['search by tokens', 'api/traces?count=50&query=tokens%3E515'],
  ['search a word in all attributes', 'api/traces?count=50&query=%22plant%2077777%3F%22'],
  ['roll up everything by name', 'api/rollup?by=name'],
  ['roll up by model', 'api/rollup?by=model'],
  ['roll up a service by type', 'api/rollup?by=type&query=service%3Agarden-3'],
  ['open a trace of 20 spans', `api/trace?id=${(123_456).toString(16).padStart(32, '0')}`],
];

export async function askClickHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'bud-clickhouse-'));
  const require = createRequire(new URL('../../backends/package.json', import.meta.url));
  const [{ createClient }, { createChdbConnection }] = ['@clickhouse/client', 'chdb/connection'].map((name) =>
    require(name),
  );
  const client = createClient({ connection: createChdbConnection({ path: folder }) });
  await client.command({ query: table });
  const since = performance.now();
  await client.command({ query: spans });
  const [{ count, version, megabytes }] = await (
    await client.query({
      query: `SELECT (SELECT count() FROM otel_traces) AS count, version() AS version, round(sum(data_compressed_bytes) / 1e6) AS megabytes
        FROM system.parts WHERE active AND table = 'otel_traces'`,
      format: 'JSONEachRow',
    })
  ).json();
  process.stderr.write(`${count} spans written in ${Math.round((performance.now() - since) / 1000)} s\n`);
  // What each answer reads, by what ClickHouse itself says.
  const read = [];
  const counting = {
    close: () => client.close(),
    async query(given) {
      const answer = await client.query({ ...given, format: 'JSON' });
      const { data, statistics } = await answer.json();
      read.push(statistics);
      return { json: async () => data };
    },
  };
  const viewer = await startViewer({ clickhouse: counting, port: 0, environment: {} });
  const rows = [];
  for (const [what, path] of asked) {
    read.length = 0;
    const start = performance.now();
    const response = await fetch(`${viewer.url}${path}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`${what}: ${text}`);
    const ms = Math.round(performance.now() - start);
    const found = path.startsWith('api/trace?') ? text.trim().split('\n').length - 1 : JSON.parse(text).total;
    const [{ rows_read: rowsRead, bytes_read: bytesRead }] = read;
    rows.push([what, found, ms, rowsRead, Math.round(bytesRead / 1e6), read.length]);
  }
  console.log(`ClickHouse ${version}, ${Number(count).toLocaleString('en')} spans, ${megabytes} MB.\n`);
  console.log(markdown([['asked', 'found', 'ms', 'rows read', 'MB read', 'statements'], ...rows]));
  await viewer.close();
  await client.close();
  rmSync(folder, { recursive: true, force: true });
}
