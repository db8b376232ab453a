// Sends the same telemetry to real backends through every exporter, asks each of them by its own API what it has stored,
// and keeps that in test/backends/goldens, where `npm test` compares it with what is sent:
//
//   test/backends/build    Collector and Jaeger (Go), Phoenix (Python); Prometheus is Debian's, ClickHouse comes from npm
//   test/backends/backend  starts each, and asks it
//   test/backends/sent     what is sent
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { startClickHouse } from '../../backends/backend/clickhouse.mjs';
import { startCollector } from '../../backends/backend/collector.mjs';
import { startJaeger } from '../../backends/backend/jaeger.mjs';
import { startPhoenix } from '../../backends/backend/phoenix.mjs';
import { startPrometheus } from '../../backends/backend/prometheus.mjs';
import { emptyFolder } from '../../backends/backend/server.mjs';
import { buildCollector, buildJaeger, buildPhoenix, installed } from '../../backends/build/build.mjs';
import { markdown } from '../markdown.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const goldens = join(root, 'test/backends/goldens');
const service = 'garden';
const spanCount = 20;
/** Backend, its version, the exporters, what was asked, how many of which signal it has. */
const rows = [];

installPackages();
mkdirSync(goldens, { recursive: true });
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const backends = [
  { name: 'collector', needs: 'go', attempt: tryCollector },
  { name: 'clickhouse', needs: 'go', attempt: tryClickHouse },
  { name: 'jaeger', needs: 'go', attempt: tryJaeger },
  { name: 'phoenix', needs: 'python3', attempt: tryPhoenix },
];
for (const { name, needs, attempt } of backends) {
  if (only.length > 0 && !only.includes(name)) continue;
  if (installed(needs) === undefined) console.error(`Not tried: ${name}, because ${needs} is not installed.`);
  else await attempt();
}
console.log(markdown([['backend', 'exporters', 'asked by', 'has stored'], ...rows]));

const words = [
  'vitest',
  'run',
  '--config',
  'test/vitest.config.ts',
  '--coverage.enabled=false',
  'test/backends/goldens.test.ts',
];
const { status } = spawnSync('npx', words, { cwd: root, stdio: ['ignore', 2, 2] });
if (status === 0) console.log('\nWhat is decoded with the published definitions is what these have stored.');
process.exitCode = status ?? 1;

/** A lockfile would have to name chdb for systems that it is not to be had for here: the versions in the manifest are exact. */
function installPackages() {
  const folder = join(root, 'test/backends');
  if (existsSync(join(folder, 'node_modules/chdb'))) return;
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
}

/** Every way of OTLP into the Collector's own file; the lines of our file too, sent as they are. */
async function tryCollector() {
  const executable = buildCollector();
  const ways = ['http/protobuf', 'http/json', 'grpc', 'file'];
  const stored = [];
  for (const way of ways) {
    const collector = await startCollector(executable);
    if (way === 'file') await post(collector.http, await fileLines());
    else await send(way, way === 'grpc' ? collector.grpc : collector.http);
    const requests = await collector.requests();
    await collector.stop();
    if (requests === undefined)
      throw new Error(`The Collector has not got all signals by ${way}:\n${collector.said()}`);
    stored.push(requests);
    if (!collector.said().includes('Every kind of value')) throw new Error('The debug exporter has not seen the spans');
    collector.remove();
  }
  const [first] = stored.map(withoutSendingTime);
  ways.forEach((way, index) =>
    same(`the Collector, ${way}`, bySignal(withoutSendingTime(stored[index])), bySignal(first)),
  );
  writeFileSync(join(goldens, 'collector.json'), pretty(first.toSorted((a, b) => placeOf(a) - placeOf(b))));
  rows.push([
    `OpenTelemetry Collector ${goVersion('collector', 'go.opentelemetry.io/collector/otelcol')}`,
    ways.join(', '),
    'its file exporter, its debug exporter',
    counted(first),
  ]);
}

/** The Collector's exporter makes the tables and fills them; then ours fills the same tables. Prometheus asks beside it. */
async function tryClickHouse() {
  const clickhouse = await startClickHouse();
  const collector = await startCollector(buildCollector(), { clickhouse: clickhouse.url });
  await send('http/protobuf', collector.http);
  const prometheus = installed('prometheus');
  if (prometheus === undefined)
    console.error('Not tried: prometheus, because it is not installed (Debian: apt-get install prometheus).');
  else await tryPrometheus(prometheus, collector);
  await collector.stop();
  collector.remove();
  const tables = () =>
    Promise.all(
      Object.entries({ otel_traces: 'SpanId', otel_logs: 'Timestamp' }).map(async ([table, order]) => [
        table,
        await clickhouse.rows(`SELECT * FROM otel.${table} ORDER BY ${order}`),
      ]),
    ).then(Object.fromEntries);
  const theirs = await tables();
  for (const table of Object.keys(theirs)) await clickhouse.run(`TRUNCATE TABLE otel.${table}`);
  await send('clickhouse', clickhouse.url);
  const ours = await tables();
  const metrics = await metricRows(clickhouse);
  same("ClickHouse, by our exporter, beside the Collector's", ours, theirs);
  writeFileSync(join(goldens, 'clickhouse.json'), pretty({ ...ours, metrics }));
  rows.push([
    `ClickHouse ${clickhouse.version} (chdb)`,
    "the Collector's exporter, `@bud/observe/clickhouse`",
    'SQL',
    `${ours.otel_traces.length} spans, ${ours.otel_logs.length} logs, ${metrics.length} points`,
  ]);
  await clickhouse.stop();
}

async function metricRows(clickhouse) {
  const selects = ['sum', 'gauge'].map(
    (kind) => `SELECT MetricName, toString(Attributes) AS Attributes, Value, 0 AS Count FROM otel.otel_metrics_${kind}`,
  );
  const histogram =
    'SELECT MetricName, toString(Attributes) AS Attributes, Sum AS Value, Count FROM otel.otel_metrics_histogram';
  return clickhouse.rows(
    `SELECT * FROM (${[...selects, histogram].join(' UNION ALL ')}) ORDER BY MetricName, Attributes`,
  );
}

async function tryPrometheus(executable, collector) {
  const prometheus = await startPrometheus(executable, collector.metrics);
  const answer = await prometheus.series(service);
  await prometheus.stop();
  prometheus.remove();
  if (answer === undefined) throw new Error('Prometheus has no metrics');
  const series = answer.result
    .map(({ metric, value: [, value] }) => ({ labels: without(metric, 'instance'), value }))
    .toSorted((a, b) => (JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1));
  const names = new Set(series.map(({ labels }) => labels.__name__.replace(/_(?:bucket|sum|count)$/, '')));
  const metadata = Object.fromEntries(Object.entries(answer.metadata).filter(([name]) => names.has(name)));
  writeFileSync(join(goldens, 'prometheus.json'), pretty({ series, metadata }));
  const [, version] = /version (\S+)/.exec(execFileSync(executable, ['--version'], { encoding: 'utf8' }));
  rows.push([
    `Prometheus ${version}`,
    "http/protobuf, through the Collector's Prometheus exporter",
    'its query API',
    `${series.length} series`,
  ]);
}

async function tryJaeger() {
  const executable = buildJaeger();
  const ways = ['http/protobuf', 'http/json', 'grpc'];
  const stored = [];
  for (const way of ways) {
    const jaeger = await startJaeger(executable);
    await send(way, way === 'grpc' ? jaeger.grpc : jaeger.http, 'traces');
    const traces = await jaeger.traces(service, spanCount);
    await jaeger.stop();
    if (traces === undefined) throw new Error(`Jaeger has not got all spans by ${way}:\n${jaeger.said()}`);
    jaeger.remove();
    stored.push(traces.toSorted((a, b) => (a.traceID < b.traceID ? -1 : 1)).map(sortedTrace));
  }
  ways.forEach((way, index) => same(`Jaeger, ${way}`, stored[index], stored[0]));
  writeFileSync(join(goldens, 'jaeger.json'), pretty(stored[0]));
  rows.push([
    `Jaeger ${goVersion('jaeger', 'github.com/jaegertracing/jaeger')}`,
    ways.join(', '),
    'its query API',
    `${spanCount} spans in ${stored[0].length} traces`,
  ]);
}

/** Lists of spans, tags and logs in an order that does not depend on when they came. */
function sortedTrace({ traceID, spans, processes }) {
  const byKey = (a, b) => (a.key < b.key ? -1 : 1);
  return {
    traceID,
    spans: spans
      .map((span) => ({
        ...without(span, 'processID', 'warnings'),
        tags: span.tags.toSorted(byKey),
        logs: span.logs.map((log) => ({ ...log, fields: log.fields.toSorted(byKey) })),
        process: { ...processes[span.processID], tags: processes[span.processID].tags.toSorted(byKey) },
      }))
      .toSorted((a, b) => (a.spanID < b.spanID ? -1 : 1)),
  };
}

async function tryPhoenix() {
  const python = buildPhoenix();
  const ways = ['http/protobuf', 'grpc'];
  const stored = [];
  for (const way of ways) {
    const phoenix = await startPhoenix(python);
    await send(way, way === 'grpc' ? phoenix.grpc : phoenix.http, 'traces');
    const spans = await phoenix.spans(spanCount);
    await phoenix.stop();
    if (spans === undefined)
      throw new Error(`Phoenix has not got all spans by ${way}:\n${phoenix.said().slice(-4000)}`);
    phoenix.remove();
    // `id` is its own, a number.
    stored.push(
      spans
        .map((span) => ({ ...without(span, 'id'), attributes: inOrder(span.attributes) }))
        .toSorted((a, b) => (a.context.span_id < b.context.span_id ? -1 : 1)),
    );
  }
  ways.forEach((way, index) => same(`Phoenix, ${way}`, stored[index], stored[0]));
  writeFileSync(join(goldens, 'phoenix.json'), pretty(stored[0]));
  const [, version] = /==(.+)/.exec(readFileSync(join(root, 'test/backends/build/phoenix/requirements.txt'), 'utf8'));
  rows.push([`Arize Phoenix ${version}`, ways.join(', '), 'its REST API', `${spanCount} spans`]);
}

/** Runs the program that sends; servers in this process have to answer meanwhile. */
async function send(exporter, place, ...signals) {
  const program = join(root, 'test/backends/sent/send.mjs');
  const sending = spawn(process.execPath, [program, exporter, place, ...signals], { stdio: ['ignore', 2, 'pipe'] });
  let said = '';
  sending.stderr.on('data', (chunk) => (said += String(chunk)));
  const [code] = await once(sending, 'close');
  if (code !== 0 || said !== '') throw new Error(`${exporter} to ${place}: ${said}`);
}

async function fileLines() {
  const folder = emptyFolder('file');
  await send('file', join(folder, 'trace.jsonl'));
  return readFileSync(join(folder, 'trace.jsonl'), 'utf8').trimEnd().split('\n');
}

/** Each line of a file is a request of OTLP. */
async function post(url, lines) {
  for (const line of lines) {
    const signal = { resourceSpans: 'traces', resourceLogs: 'logs', resourceMetrics: 'metrics' }[
      Object.keys(JSON.parse(line))[0]
    ];
    const answer = await fetch(`${url}/v1/${signal}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: line,
    });
    if (!answer.ok)
      throw new Error(`The Collector answers ${answer.status} to a line of the file: ${await answer.text()}`);
  }
}

/** When metrics were collected is when they were sent. */
function withoutSendingTime(requests) {
  return JSON.parse(JSON.stringify(requests), (key, value) =>
    key === 'dataPoints' ? value.map((point) => without(point, 'startTimeUnixNano', 'timeUnixNano')) : value,
  );
}

/** Batches may be cut anywhere: all spans, all logs, all metrics. */
function bySignal(requests) {
  const all = (ofResource, ofScope, ofItem) =>
    requests
      .flatMap((request) => request[ofResource] ?? [])
      .flatMap((group) =>
        group[ofScope].flatMap((scoped) =>
          scoped[ofItem].map((item) => JSON.stringify([group.resource, scoped.scope, item])),
        ),
      )
      .toSorted();
  return [
    all('resourceSpans', 'scopeSpans', 'spans'),
    all('resourceLogs', 'scopeLogs', 'logRecords'),
    all('resourceMetrics', 'scopeMetrics', 'metrics'),
  ];
}

/** Which signal comes first is chance. */
function placeOf(request) {
  return ['resourceSpans', 'resourceLogs', 'resourceMetrics'].indexOf(Object.keys(request)[0]);
}

function counted(requests) {
  const [spans, logs, metrics] = bySignal(requests);
  return `${spans.length} spans, ${logs.length} logs, ${metrics.length} metrics`;
}

function same(what, found, expected) {
  if (!isDeepStrictEqual(found, expected)) {
    const folder = emptyFolder('different');
    writeFileSync(join(folder, 'found.json'), pretty(found));
    writeFileSync(join(folder, 'expected.json'), pretty(expected));
    throw new Error(`${what} has something else: ${folder}`);
  }
}

function without(object, ...names) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Phoenix gives attributes in any order. */
function inOrder(attributes) {
  return Object.fromEntries(Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function pretty(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function goVersion(name, module) {
  const manifest = readFileSync(join(root, 'test/backends/build', name, 'go.mod'), 'utf8');
  return new RegExp(`${RegExp.escape?.(module) ?? module} v(\\S+)`).exec(manifest)[1];
}
