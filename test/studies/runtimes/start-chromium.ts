import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { App } from './app.ts';
import { bundleGate } from './bundle-inside.ts';
import { limitMs } from './run-process.ts';

/** Nothing but the page, and no request to anywhere else. */
const flags: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Serves the fixtures to a page in Chromium and resolves to the JSON that the page posts. */
export async function startChromium(app: App, inside: string, binary: string): Promise<string> {
  const gate = await bundleGate(app);
  const { server, posted } = servePage(app, inside, gate);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const profile = mkdtempSync(join(tmpdir(), 'bud-chromium-'));
  const args = [...flags, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`];
  const browser = spawn(binary, args, { stdio: 'ignore', detached: true });
  const ended = once(browser, 'exit');
  const failed = ended.then(([code]) => Promise.reject(new Error(`Chromium ended with ${code}`)));
  const late = new Promise<never>((_resolve, reject) => {
    AbortSignal.timeout(limitMs).addEventListener('abort', () => reject(new Error('the page did not answer')));
  });
  try {
    return await Promise.race([posted, failed, late]);
  } finally {
    failed.catch(() => {});
    // Detached: its number is that of the group with all processes it has started, which write into the profile.
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
    await ended;
    server.close();
    server.closeAllConnections();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** `posted` resolves to what the page posts to `/runs`, or rejects with the error it posts to `/error`. */
function servePage(
  app: App,
  inside: string,
  gate: string,
): { readonly server: Server; readonly posted: Promise<string> } {
  const server = createServer();
  const posted = new Promise<string>((resolve, reject) => {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (request.method !== 'POST') return answer(response, pathname);
      const settle = pathname === '/runs' ? resolve : (problem: string) => reject(new Error(problem));
      text(request).then(settle, reject);
      response.end();
    });
  });
  return { server, posted };

  function answer(response: ServerResponse, pathname: string): void {
    const isPage = pathname === '/';
    response.setHeader('content-type', isPage ? 'text/html' : 'text/javascript; charset=utf-8');
    try {
      response.end(isPage ? pageHtml(inside, gate) : scriptCode(app, pathname));
    } catch {
      response.writeHead(404).end();
    }
  }
}

function pageHtml(inside: string, gate: string): string {
  return `<!doctype html>
<script>addEventListener('error', ({ message }) => message && fetch('/error', { method: 'POST', body: message }));</script>
<script type="importmap">{ "imports": { "@bud/runtime": "/${gate}" } }</script>
<script type="module" src="/${inside}"></script>
`;
}

/** CommonJS becomes a classic script with Node's wrapper on the same line: no line moves and sloppy code stays sloppy. */
function scriptCode({ root }: App, pathname: string): string {
  const code = readFileSync(join(root, pathname), 'utf8');
  if (!pathname.endsWith('.cjs')) return code;
  return `globalThis.loadedCommonJs = function (exports, require, module) {${code}\n};`;
}
