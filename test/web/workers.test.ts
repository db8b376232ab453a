import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runtimes } from '../studies/runtimes/runtimes.ts';
import { bundleForWeb } from './bundle.ts';
import { startReceiver } from './receiver.ts';

const workerd = runtimes.find(({ name }) => name === 'workerd')?.binary;

const program = (url: string): string => `
import { configure, info, span, track, wrapHandler } from '@bud/observe';

configure({ serviceName: 'worker', export: [{ otlp: { url: '${url}', protocol: 'http/json' } }] });
const forecast = track({ name: 'forecast', params: ['city', 'apiKey'] }, async (city: string, apiKey: string) => {
  await Promise.resolve();
  info('Looking for {city}', { city });
  return { city, highestC: 19 };
});

export default {
  fetch: wrapHandler(async (request: Request) => {
    const { highestC } = await span('Planning', async () => forecast('Vienna', 'plainword'));
    return new Response(String(highestC));
  }, { traceIdHeader: true }),
};
`;

test.skipIf(workerd === undefined)(
  'what a Worker records arrives, with its parents, before the isolate may go',
  { timeout: 60_000 },
  async () => {
    await using receiver = await startReceiver();
    const folder = mkdtempSync(join(tmpdir(), 'bud-worker-'));
    writeFileSync(join(folder, 'worker.js'), await bundleForWeb(program(receiver.url), ['workerd', 'worker']));
    writeFileSync(
      join(folder, 'worker.capnp'),
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "net", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);
const main :Workerd.Worker = (
  compatibilityDate = "2026-09-01",
  globalOutbound = "net",
  modules = [(name = "worker.js", esModule = embed "worker.js")],
);
`,
    );
    const server = spawn(workerd!, ['serve', 'worker.capnp', '--socket-addr=http=127.0.0.1:0', '--control-fd=3'], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    });
    try {
      const [told] = (await once(server.stdio[3]!, 'data')) as [Buffer];
      const { port } = JSON.parse(String(told)) as { readonly port: number };
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        headers: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
      });
      expect([response.status, await response.text()]).toEqual([200, '19']);
      expect(response.headers.get('x-trace-id')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
      await receiver.received(4);
      const idOf = (name: string): string | undefined => receiver.spans.find((span) => span.name === name)?.spanId;
      expect(receiver.spans.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
        ['Looking for {city}', idOf('forecast')],
        ['forecast', idOf('Planning')],
        ['Planning', idOf('GET')],
        ['GET', '00f067aa0ba902b7'],
      ]);
      expect(JSON.stringify(receiver.spans)).not.toContain('plainword');
    } finally {
      server.kill('SIGKILL');
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
