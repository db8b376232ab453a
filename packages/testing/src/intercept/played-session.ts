import http2, { type ClientHttp2Stream, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { Duplex } from 'node:stream';
import { setImmediate as afterIo } from 'node:timers/promises';
import { isFailure, type WireResponse } from '../wire/exchange.ts';
import { questionOf } from './http2-headers.ts';
import type { Tape } from './tape.ts';

/** Headers as an object, or as names and values in turns. */
export type Http2Headers = OutgoingHttpHeaders | readonly string[];

/** What was asked on a played connection, and waits until all of it has come. */
interface Asking {
  readonly tape: Tape;
  readonly stream: ClientHttp2Stream;
  /** Resolves when the program is told of the head: what comes together with it would be told of before. */
  readonly hasHead: Promise<void>;
}

const asking = new Map<string, Asking>();
let lastNumber = 0;
/** Its value says at the other end which request it is. */
const numberHeader = 'bud-played';

/** Asks on a played connection. */
export function askPlayed(
  tape: Tape,
  headers: Http2Headers | undefined,
  send: (headers: Http2Headers) => ClientHttp2Stream,
): ClientHttp2Stream {
  const number = String((lastNumber += 1));
  const stream = send(isList(headers) ? [...headers, numberHeader, number] : { ...headers, [numberHeader]: number });
  delete stream.sentHeaders[numberHeader];
  const emit = stream.emit.bind(stream);
  const hasHead = new Promise<void>((resolve) => {
    stream.emit = (event: string | symbol, ...given: readonly unknown[]): boolean => {
      if (event === 'response') resolve();
      return emit(event, ...given);
    };
  });
  asking.set(number, { tape, stream, hasHead });
  return stream;
}

function isList(headers: Http2Headers | undefined): headers is readonly string[] {
  return Array.isArray(headers);
}

/** A connection to a server in this process. */
export function playedConnection(): Duplex {
  const client: Duplex = endOf(() => server);
  const server: Duplex = endOf(() => client);
  // Every connection has a server of its own: it goes when the connection does.
  http2
    .createServer()
    .on('stream', (stream: ServerHttp2Stream, headers: OutgoingHttpHeaders) => void serve(stream, headers))
    .emit('connection', server);
  return client;
}

/** What is written to one end is read at the other. */
function endOf(other: () => Duplex): Duplex {
  return new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      other().push(chunk);
      done();
    },
    final(done) {
      other().push(null);
      done();
    },
    destroy(error, done) {
      other().destroy();
      done(error);
    },
  });
}

async function serve(answering: ServerHttp2Stream, headers: OutgoingHttpHeaders): Promise<void> {
  const { [numberHeader]: number, ...asked } = headers;
  const { tape, stream, hasHead } = asking.get(String(number)) ?? {};
  asking.delete(String(number));
  // A request that no tape knows of was made after the play, on a session of it.
  if (tape === undefined || stream === undefined) return answering.close(http2.constants.NGHTTP2_REFUSED_STREAM);
  // What it is closed with is the client's to see.
  answering.on('error', () => {});
  try {
    const body: Uint8Array[] = [];
    for await (const chunk of answering) body.push(chunk as Uint8Array);
    const answered = tape.answer(questionOf(asked, body));
    if (answered === undefined) return;
    if (isFailure(answered)) stream.destroy(Object.assign(new Error(answered.failure), { code: answered.code }));
    else await play(answering, answered, hasHead);
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Each chunk by itself: what comes together is one chunk to who reads. */
async function play(
  answering: ServerHttp2Stream,
  { status, headers, chunks, trailers, brokenBy }: WireResponse,
  hasHead: Promise<void> | undefined,
): Promise<void> {
  const head = { ':status': status, ...byName(headers) };
  const hasNothing = chunks.length === 0 && trailers === undefined && brokenBy === undefined;
  // Where nothing follows, the body's end is sent with it, and what it is closed with comes too late.
  const options = {
    endStream: hasNothing,
    waitForTrailers: trailers !== undefined || brokenBy !== undefined,
    sendDate: false,
  };
  if (trailers !== undefined) answering.once('wantTrailers', () => answering.sendTrailers(byName(trailers)));
  // Refused before it had a status.
  if (status !== 0) {
    answering.respond(head, options);
    await hasHead;
  }
  for (const chunk of chunks) {
    await afterIo();
    answering.write(chunk);
  }
  await afterIo();
  if (brokenBy === undefined) answering.end();
  else answering.close(Number(brokenBy));
}

/** What came more than once is a list. */
function byName(headers: WireResponse['headers']): OutgoingHttpHeaders {
  const named = new Map<string, string[]>();
  for (const [name, value] of headers) named.set(name, [...(named.get(name) ?? []), value]);
  return Object.fromEntries(Array.from(named, ([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
