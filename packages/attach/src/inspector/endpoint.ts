import { AttachError } from '../attach-error.ts';
import { unreachable } from './connection.ts';

/** Something that an inspector shows: a process, a page, a worker. */
export interface Target {
  readonly title: string;
  readonly webSocketUrl: string;
}

/** Kinds of targets that run code of a program's; a browser lists its extensions and frames as well. */
const kinds = ['node', 'page', 'worker', 'service_worker', 'shared_worker', 'deno', 'workerd'];

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** What there is at the address that a user gave: `ws://127.0.0.1:9229/…` is one target, `127.0.0.1:9229` may show many. */
export async function targetsAt(address: string): Promise<readonly Target[]> {
  const url = parsed(address);
  if (!loopback.test(url.hostname))
    throw new AttachError(
      `${url.hostname} is another machine`,
      'Inspectors are neither encrypted nor guarded: open a tunnel, `ssh -L 9229:127.0.0.1:9229 host`, and attach to 127.0.0.1:9229.',
    );
  if (url.protocol === 'ws:' && url.pathname.length > 1) return [{ title: address, webSocketUrl: address }];
  return await listTargets(url.host);
}

function parsed(address: string): URL {
  const written = /^[^/]+:\d+$/.test(address) ? `http://${address}` : address;
  if (/^(?:ws|http):\/\//.test(written) && URL.canParse(written)) return new URL(written);
  throw new AttachError(
    `"${address}" is neither the number of a process nor the address of an inspector`,
    'Write `bud attach 4711`, or `bud attach 127.0.0.1:9229`.',
  );
}

const listMs = 2000;

/** What an inspector at a port of this machine shows. Rejects with an {@link AttachError} where none answers. */
export async function listTargets(host: string): Promise<readonly Target[]> {
  const listed: unknown = await fetch(`http://${host}/json/list`, { signal: AbortSignal.timeout(listMs) })
    .then((response) => response.json())
    .catch((error: unknown) => Promise.reject(unreachable(host, error)));
  if (!Array.isArray(listed)) throw unreachable(host, new Error('what answers there is no inspector'));
  const targets: readonly Readonly<Record<string, unknown>>[] = listed;
  return targets
    .filter(({ type, webSocketDebuggerUrl: url }) => kinds.includes(String(type)) && typeof url === 'string')
    .map((target) => ({
      title: String(target['title']),
      webSocketUrl: String(target['webSocketDebuggerUrl']),
    }));
}
