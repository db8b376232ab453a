import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, freePorts, startServer, until } from './server.mjs';

/** The OpenTelemetry Collector: OTLP comes in, and goes to a file, to standard error, to ClickHouse, to Prometheus. */
export async function startCollector(executable, { clickhouse } = {}) {
  const folder = emptyFolder('collector');
  const [http, grpc, metrics] = await freePorts(3);
  const file = join(folder, 'telemetry.jsonl');
  const exporters = {
    file: { path: file },
    debug: { verbosity: 'detailed' },
    prometheus: { endpoint: `127.0.0.1:${metrics}` },
    ...(clickhouse && {
      clickhouse: { endpoint: clickhouse, database: 'otel', compress: 'none', async_insert: false },
    }),
  };
  const pipeline = (...names) => ({
    receivers: ['otlp'],
    processors: ['batch'],
    exporters: names.filter((name) => Object.hasOwn(exporters, name)),
  });
  const config = {
    receivers: {
      otlp: { protocols: { http: { endpoint: `127.0.0.1:${http}` }, grpc: { endpoint: `127.0.0.1:${grpc}` } } },
    },
    processors: { batch: { timeout: '100ms' } },
    exporters,
    service: {
      pipelines: {
        traces: pipeline('file', 'debug', 'clickhouse'),
        logs: pipeline('file', 'debug', 'clickhouse'),
        metrics: pipeline('file', 'debug', 'prometheus', 'clickhouse'),
      },
    },
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config));
  const server = await startServer({
    name: 'The Collector',
    command: executable,
    args: ['--config', 'file:config.yaml'],
    folder,
    answersAt: `http://127.0.0.1:${metrics}/metrics`,
  });
  return {
    ...server,
    http: `http://127.0.0.1:${http}`,
    grpc: `http://127.0.0.1:${grpc}`,
    metrics: `127.0.0.1:${metrics}`,
    /** What its file has, once all signals are in there: one that is stopped before may leave out whole ones. */
    requests: () =>
      until(() => {
        const text = readFileSync(file, 'utf8');
        const isComplete = ['"resourceSpans"', '"resourceLogs"', '"resourceMetrics"'].every((key) =>
          text.includes(key),
        );
        return isComplete && text.endsWith('\n')
          ? text
              .trimEnd()
              .split('\n')
              .map((line) => JSON.parse(line))
          : undefined;
      }),
  };
}
