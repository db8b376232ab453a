import { emptyFolder, freePorts, startServer, until } from './server.mjs';

/** Arize Phoenix, with its database in a file. */
export async function startPhoenix(python) {
  const folder = emptyFolder('phoenix');
  const [http, grpc] = await freePorts(2);
  const url = `http://127.0.0.1:${http}`;
  const server = await startServer({
    name: 'Phoenix',
    command: python,
    args: ['-m', 'phoenix.server.main', 'serve'],
    env: {
      PHOENIX_HOST: '127.0.0.1',
      PHOENIX_PORT: String(http),
      PHOENIX_GRPC_PORT: String(grpc),
      PHOENIX_WORKING_DIR: folder,
      PHOENIX_TELEMETRY_ENABLED: 'false',
    },
    folder,
    answersAt: `${url}/healthz`,
  });
  return {
    ...server,
    http: url,
    grpc: `http://127.0.0.1:${grpc}`,
    /** All spans, once there are so many. */
    spans: (count) =>
      until(async () => {
        const answer = await fetch(`${url}/v1/projects/default/spans?limit=1000`);
        const { data = [] } = answer.ok ? await answer.json() : {};
        return data.length === count ? data : undefined;
      }),
  };
}
