import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { urlOf } from './url.ts';

/** Whom a server answers. */
export interface Door {
  /** Where it listens; a token is needed unless that is the loopback. */
  readonly host: string;
  readonly token: string | undefined;
}

/** Why a request is refused. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly reason: string;
}

/**
 * Who may ask for what:
 *
 *   Host      a name of the loopback, or a token is asked for: a page of another site that has made its name lead here
 *             (DNS rebinding) says that name
 *   Origin    none (no browser, or its address bar), the server's own; for spans any page of the loopback
 *   token     where others than this machine can ask
 */
export function refusalOf(request: IncomingMessage, door: Door, takesSpans: boolean): Refusal | undefined {
  const { host = '', origin } = request.headers;
  if (door.token === undefined && !isLoopback(hostnameOf(`http://${host}`)))
    return { status: 403, reason: `This server answers to localhost only, and not to "${host}".` };
  if (!isAdmitted(origin, host, takesSpans))
    return { status: 403, reason: `Pages of ${origin ?? 'elsewhere'} may not ask this server.` };
  if (door.token !== undefined && !isSame(tokenOf(request), door.token))
    return { status: 401, reason: 'This server needs a token: open the address that it has printed.' };
  return undefined;
}

function isAdmitted(origin: string | undefined, host: string, takesSpans: boolean): boolean {
  if (origin === undefined || hostOf(origin) === host) return true;
  return takesSpans && isLoopback(hostnameOf(origin));
}

/** Whether a name or address is that of this machine for itself. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

/** The cookie's name; browsers send cookies to all ports of a host, and several servers may run. */
export function cookieName(request: IncomingMessage): string {
  return `bud-view-${request.socket.localPort ?? 0}`;
}

function tokenOf(request: IncomingMessage): string {
  const { authorization = '', cookie = '' } = request.headers;
  const [, bearer] = /^bearer (.+)$/i.exec(authorization) ?? [];
  if (bearer !== undefined) return bearer;
  const given = urlOf(request)?.searchParams.get('token');
  if (given != null) return given;
  const name = `${cookieName(request)}=`;
  const pairs = cookie.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length) ?? '';
}

/** Takes as long for a token that is nearly right as for any other. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((each) => createHash('sha256').update(each).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
