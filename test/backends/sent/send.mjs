// Sends the same telemetry every time: node send.mjs http/protobuf http://127.0.0.1:4318
//                                      node send.mjs grpc http://127.0.0.1:4317 traces
import { pass, release } from './steady.mjs';
import * as bud from '@bud/observe';
import { clickhouse } from '@bud/observe/clickhouse';
import { grpc } from '@bud/observe/grpc';
import { record } from './telemetry.mjs';

const targets = {
  'http/protobuf': (url, signals) => ({ otlp: { url, signals, protocol: 'http/protobuf' } }),
  'http/json': (url, signals) => ({ otlp: { url, signals, protocol: 'http/json' } }),
  grpc: (url, signals) => grpc({ url, signals }),
  clickhouse: (url) => clickhouse({ url, database: 'otel' }),
  file: (path) => ({ file: { path } }),
};

const [exporter, place, ...signals] = process.argv.slice(2);
const observing = bud.configure({
  serviceName: 'garden',
  serviceVersion: '1.2.3',
  environment: 'test',
  export: [targets[exporter](place, signals.length > 0 ? signals : undefined)],
  conventions: ['openinference'],
  resourceDetectors: false,
  batch: { delayMs: 600_000 },
  exitTimeoutMs: 20_000,
});
await record(pass);
release();
await observing.shutdown();
if (observing.lost > 0 || observing.failures > 0) {
  console.error(`${observing.lost} lost, ${observing.failures} failed`);
  process.exitCode = 1;
}
