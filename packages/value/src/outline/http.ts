import { brandOf } from '../reflect/brand.ts';
import { isProxy } from '../reflect/natives.ts';
import { findData, ownData, ownObject } from '../reflect/prototypes.ts';
import { lineageOf, type Lineage } from '../reflect/lineage.ts';
import { descriptionOf } from '../reflect/symbol.ts';
import { addTo, headersOf } from './entries.ts';
import { leadOf } from './instance.ts';
import { emptyObject, present, said, type Members } from './parts.ts';
import { requestMessage, type Facts } from './platform.ts';

/**
 * Node's messages and what frameworks wrap around them: method, URL, status and headers instead of sockets, parsers and
 * routers. Undefined for objects that are none.
 */
export function httpOutline(object: object, lineage: Lineage): Members | undefined {
  const message = incoming(object) ?? outgoing(object) ?? wrapped(object);
  return message && said({ ...leadOf(lineage), ...message });
}

/** `IncomingMessage`, as Node's server and client make it; Express changes its prototype and keeps the URL as it came. */
function incoming(object: object): Facts | undefined {
  const rawHeaders = ownData(object, 'rawHeaders');
  if (!Array.isArray(rawHeaders) || isProxy(rawHeaders)) return undefined;
  return present({
    method: ownData(object, 'method'),
    url: urlOf(object),
    status: ownData(object, 'statusCode'),
    headers: headersOf(rawHeaders),
  });
}

/** `ServerResponse` and `ClientRequest`: both keep their headers under a symbol of Node's. */
function outgoing(object: object): Facts | undefined {
  const symbol = Object.getOwnPropertySymbols(object).find((key) => descriptionOf(key) === 'kOutHeaders');
  if (symbol === undefined) return undefined;
  const asked = ownObject(object, 'req');
  return present({
    method: ownData(asked ?? object, 'method'),
    url: asked === undefined ? targetOf(object) : urlOf(asked),
    status: findData(object, 'statusCode'),
    headers: sentHeaders(ownObject(object, symbol)),
  });
}

/** Fastify's and Hono's requests hold the message as `raw`, Koa's context and its parts as `req` and `res`. */
function wrapped(object: object): Facts | undefined {
  const raw = ownObject(object, 'raw');
  if (raw !== undefined) return incoming(raw) ?? outgoing(raw) ?? fetched(raw);
  const asked = ownObject(object, 'req');
  const message = asked && incoming(asked);
  const answer = message && ownObject(object, 'res');
  return answer === undefined ? message : { ...message, ...present({ status: ownData(answer, 'statusCode') }) };
}

function fetched(object: object): Facts | undefined {
  return brandOf(object, lineageOf(object)) === 'Request' ? requestMessage(object) : undefined;
}

function urlOf(message: object): unknown {
  return ownData(message, 'originalUrl') ?? ownData(message, 'url');
}

function targetOf(clientRequest: object): string {
  const part = (key: string): string => {
    const value = ownData(clientRequest, key);
    return typeof value === 'string' ? value : '';
  };
  return `${part('protocol')}//${part('host')}${part('path')}`;
}

/** Node: an object without a prototype, of `[name as written, value]` by lower-case name. */
function sentHeaders(kept: object | undefined): object | undefined {
  if (kept === undefined) return undefined;
  const headers = emptyObject();
  for (const name of Object.keys(kept)) {
    const pair = ownObject(kept, name);
    if (pair !== undefined) addTo(headers, name, ownData(pair, '1'));
  }
  return headers;
}
