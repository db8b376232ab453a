import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, freePorts, startServer, until } from './server.mjs';

/** Jaeger, with its storage in memory. */
export async function startJaeger(executable) {
  const folder = emptyFolder('jaeger');
  const [http, grpc, query, queryGrpc] = await freePorts(4);
  const config = {
    receivers: {
      otlp: { protocols: { http: { endpoint: `127.0.0.1:${http}` }, grpc: { endpoint: `127.0.0.1:${grpc}` } } },
    },
    processors: { batch: { timeout: '100ms' } },
    exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
    extensions: {
      jaeger_storage: { backends: { memory: { memory: { max_traces: 1000 } } } },
      jaeger_query: {
        storage: { traces: 'memory' },
        http: { endpoint: `127.0.0.1:${query}` },
        grpc: { endpoint: `127.0.0.1:${queryGrpc}` },
      },
    },
    service: {
      extensions: ['jaeger_storage', 'jaeger_query'],
      telemetry: { metrics: { level: 'none' } },
      pipelines: { traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['jaeger_storage_exporter'] } },
    },
  };
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config));
  const url = `http://127.0.0.1:${query}`;
  const server = await startServer({
    name: 'Jaeger',
    command: executable,
    args: ['--config', 'file:config.yaml'],
    folder,
    answersAt: `${url}/api/services`,
  });
  return {
    ...server,
    http: `http://127.0.0.1:${http}`,
    grpc: `http://127.0.0.1:${grpc}`,
    /** All traces of a service, once they have so many spans. */
    traces: (service, spanCount) =>
      until(async () => {
        const window = 'start=0&end=4102444800000000&limit=1000';
        const { data } = await (await fetch(`${url}/api/traces?service=${service}&${window}`)).json();
        const stored = (data ?? []).reduce((sum, { spans }) => sum + spans.length, 0);
        return stored === spanCount ? data : undefined;
      }),
  };
}
