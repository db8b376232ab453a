import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  decodeJson,
  decodeProtobuf,
  metricsIn,
  recordsIn,
  spansIn,
  type ReceivedRecord,
  type ReceivedSpan,
  type Signal,
} from './decode.ts';

/** One request, as it arrived. */
interface Received {
  readonly signal: Signal;
  readonly headers: IncomingMessage['headers'];
  readonly request: unknown;
}

/** What a receiver does with a request instead of taking it; it answers itself, or never. */
type Misbehavior = (response: ServerResponse, received: Received) => void;

/** A real OTLP receiver over HTTP, which decodes what comes with OpenTelemetry's definitions. */
export interface Receiver {
  readonly url: string;
  /** What was taken; what was answered with an error is not among it. */
  readonly taken: readonly Received[];
  readonly spans: readonly ReceivedSpan[];
  readonly records: readonly ReceivedRecord[];
  readonly metrics: readonly string[];
  /** Requests that came, taken or not. */
  readonly requestCount: number;
  misbehavior: Misbehavior | undefined;
  close(): Promise<void>;
}

export interface ReceiverSettings {
  readonly port?: number;
  readonly misbehavior?: Misbehavior;
  /** Speaks HTTPS with these. */
  readonly tls?: { readonly key: Buffer | string; readonly cert: Buffer | string };
}

export async function startReceiver({ port = 0, misbehavior, tls }: ReceiverSettings = {}): Promise<Receiver> {
  const taken: Received[] = [];
  const state = { misbehavior, requestCount: 0 };
  const listener: RequestListener = (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      state.requestCount += 1;
      const received = read(incoming, Buffer.concat(chunks));
      if (state.misbehavior !== undefined) return state.misbehavior(response, received);
      taken.push(received);
      response.writeHead(200, { 'content-type': incoming.headers['content-type'] }).end();
    });
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // Proof of the cast: it listens on a port.
  const address = server.address() as AddressInfo;
  const of = (signal: Signal): readonly unknown[] =>
    taken.filter((each) => each.signal === signal).map(({ request }) => request);
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    taken,
    get spans() {
      return of('traces').flatMap(spansIn);
    },
    get records() {
      return of('logs').flatMap(recordsIn);
    },
    get metrics() {
      return of('metrics').flatMap(metricsIn);
    },
    get requestCount() {
      return state.requestCount;
    },
    get misbehavior() {
      return state.misbehavior;
    },
    set misbehavior(next) {
      state.misbehavior = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function read({ url = '', headers }: IncomingMessage, body: Buffer): Received {
  // Proof of the cast: another path makes the definitions throw.
  const signal = url.replace(/^.*\/v1\//, '') as Signal;
  const bytes = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  const isJson = headers['content-type'] === 'application/json';
  return { signal, headers, request: isJson ? decodeJson(signal, String(bytes)) : decodeProtobuf(signal, bytes) };
}
