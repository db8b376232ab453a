import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, freePorts, startServer, until } from './server.mjs';

/** Prometheus, which fetches metrics from an address once a second. */
export async function startPrometheus(executable, address) {
  const folder = emptyFolder('prometheus');
  const [port] = await freePorts(1);
  const config = {
    global: { scrape_interval: '1s' },
    scrape_configs: [{ job_name: 'collector', static_configs: [{ targets: [address] }] }],
  };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer({
    name: 'Prometheus',
    command: executable,
    args: ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${port}`],
    folder,
    answersAt: `${url}/-/ready`,
  });
  const ask = async (path) => (await (await fetch(`${url}/api/v1/${path}`)).json()).data;
  return {
    ...server,
    /** All series that came from a service, and what is known of each metric, once there are some. */
    series: (service) =>
      until(async () => {
        const query = encodeURIComponent(`{exported_job="${service}"}`);
        const { result } = await ask(`query?query=${query}`);
        return result.length > 0 ? { result, metadata: await ask('metadata') } : undefined;
      }),
  };
}
