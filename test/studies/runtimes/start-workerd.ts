import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { App } from './app.ts';
import { bundleGate } from './bundle-inside.ts';
import { modes } from './inside/run-fixtures.ts';
import { limitMs } from './run-process.ts';

/** From here on Node's modules are there without a flag. */
const compatibilityDate = '2026-09-01';

/** Starts workerd with the fixtures embedded in its configuration, asks it once, and resolves to the JSON it answers. */
export async function startWorkerd(app: App, inside: string, binary: string): Promise<string> {
  const config = `${inside}.capnp`;
  app.write({ [config]: configuration(app, inside, await bundleGate(app)) });
  // Descriptor 3 is told the port, because 0 lets the system choose.
  const args = ['serve', config, '--socket-addr=http=127.0.0.1:0', '--control-fd=3'];
  const server = spawn(binary, args, { cwd: app.root, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let complaint = '';
  server.stderr?.on('data', (text: Buffer) => (complaint += String(text)));
  try {
    const port = await listeningPort(server);
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(limitMs) });
    const answer = await response.text();
    if (!response.ok) throw new Error(`workerd answered ${response.status}: ${answer.slice(0, 500)}`);
    return answer;
  } catch (error) {
    throw new Error(complaint.trim().slice(-500) || String(error), { cause: error });
  } finally {
    server.kill('SIGKILL');
  }
}

function configuration({ files }: App, inside: string, gate: string): string {
  const fixtures = modes.flatMap((mode) =>
    Object.values(files).map((file) => embedded(`${mode}-${file}`, `modules/${mode}/${file}`)),
  );
  const modules = [embedded('inside.mjs', inside), embedded('@bud/runtime', gate), ...fixtures];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .fixtures)],
  sockets = [(name = "http", http = (), service = "main")],
);
const fixtures :Workerd.Worker = (
  compatibilityDate = "${compatibilityDate}",
  modules = [
    ${modules.join(',\n    ')},
  ],
);
`;
}

function embedded(name: string, file: string): string {
  return `(name = "${name}", ${file.endsWith('.cjs') ? 'commonJsModule' : 'esModule'} = embed "${file}")`;
}

async function listeningPort(server: ChildProcess): Promise<number> {
  const control = server.stdio[3];
  if (control === null || control === undefined) throw new Error('workerd has no control descriptor');
  const ended = once(server, 'exit').then(([code]) => Promise.reject(new Error(`workerd ended with ${code}`)));
  const told = once(control, 'data').then(([text]) => JSON.parse(String(text)) as { readonly port: number });
  const { port } = await Promise.race([told, ended]);
  return port;
}
