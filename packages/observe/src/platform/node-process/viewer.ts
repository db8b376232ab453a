import { get } from 'node:http';
import type { LocalViewer } from '../platform.ts';

/** An answer that is longer is none of a viewer. */
const mostCharacters = 1000;

/** The viewer that `bud view` starts. It listens where OTLP's receivers do, so it is asked what it is. */
export const viewer: LocalViewer = {
  url: 'http://127.0.0.1:4318/__bud',
  async answers(timeoutMs) {
    try {
      const about: unknown = mayConnect() && JSON.parse(await answerAt(`${viewer.url}/api/about`, timeoutMs));
      return typeof about === 'object' && about !== null && 'hasEditor' in about;
    } catch {
      // Nobody, or somebody else: then there is no viewer.
      return false;
    }
  },
};

/** Does not keep the process alive. */
function answerAt(url: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: { accept: 'application/json' } }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        answer += part;
        if (answer.length > mostCharacters) request.destroy(new Error('the answer is too long'));
      });
      response.on('end', () => resolve(answer));
      response.on('error', reject);
    });
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    timer.unref();
    request.on('socket', (socket) => socket.unref());
    request.on('close', () => clearTimeout(timer));
    request.on('error', reject);
  });
}

interface DenoLike {
  readonly Deno?: { readonly permissions: { querySync(asked: object): { readonly state: string } } };
}

/** Deno would ask the person in front of it for leave. */
function mayConnect(): boolean {
  // Proof of the cast: asked for before it is used.
  const { Deno } = globalThis as DenoLike;
  return Deno === undefined || Deno.permissions.querySync({ name: 'net', host: '127.0.0.1:4318' }).state === 'granted';
}
