import type { OutgoingHttpHeaders } from 'node:http2';
import type { WireRequest } from '../wire/exchange.ts';

/** What a stream has asked. RFC 9113: what it asks for stands in pseudo-headers, whose names begin with a colon. */
export function questionOf(headers: OutgoingHttpHeaders, body: readonly Uint8Array[]): WireRequest {
  const { ':method': method, ':scheme': scheme, ':authority': authority, ':path': path } = headers;
  const url = `${String(scheme)}://${String(authority)}${String(path)}`;
  return { transport: 'http2', method: String(method), url, headers: pairsOf(headers), body: Buffer.concat(body) };
}

/** Without pseudo-headers. */
export function pairsOf(headers: OutgoingHttpHeaders): readonly (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(':') ? [] : [value].flat().map((each) => [name, String(each)] as const),
  );
}
