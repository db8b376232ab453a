import http2, { type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders } from 'node:http2';
import { syncBuiltinESMExports } from 'node:module';
import { PassThrough } from 'node:stream';
import type { Exchange, Failure } from '../wire/exchange.ts';
import { pairsOf, questionOf } from './http2-headers.ts';
import { askPlayed, playedConnection, type Http2Headers } from './played-session.ts';
import { currentTape, unseenRemedy, type Tape } from './tape.ts';
import { writtenBody } from './written-body.ts';

/** Puts tapes between the sessions of `node:http2` and the network; while an answer is played, their other end is in here. */
export function interceptHttp2(): void {
  const { connect } = http2;
  const played = new WeakSet<ClientHttp2Session>();
  const taped = (authority: string | URL, ...given: readonly unknown[]): ClientHttp2Session => {
    if (currentTape()?.isPlaying !== true) return Reflect.apply(connect, http2, [authority, ...given]);
    const [options, listener] = typeof given[0] === 'function' ? [{}, given[0]] : given;
    const onConnection = { ...(options as object | undefined), createConnection: playedConnection };
    const session: ClientHttp2Session = Reflect.apply(connect, http2, [authority, onConnection, listener]);
    played.add(session);
    return session;
  };
  Object.assign(http2, { connect: taped });
  syncBuiltinESMExports();

  const sessions = prototypeOfSessions(connect);
  const request = Reflect.get(sessions, 'request');
  sessions.request = function tapedRequest(headers, options) {
    const tape = currentTape();
    const send = (given: Http2Headers | undefined): ClientHttp2Stream => Reflect.apply(request, this, [given, options]);
    if (tape === undefined) return send(headers);
    if (played.has(this)) return askPlayed(tape, headers, send);
    if (!tape.isPlaying) return keptStream(tape, send(headers));
    throw tape.unseen('A session of node:http2 was opened before its answers were played', unseenRemedy);
  };
}

interface Sessions {
  request(this: ClientHttp2Session, headers?: Http2Headers, options?: object): ClientHttp2Stream;
}

/** All sessions have one prototype, which nothing exports. */
function prototypeOfSessions(connect: typeof http2.connect): Sessions {
  const unused = connect('http://localhost', { createConnection: () => new PassThrough() });
  unused.on('error', () => {}).destroy();
  // Proof of the cast: `request` is a method of it.
  return Object.getPrototypeOf(unused) as Sessions;
}

/** Looks at what is sent and what comes, without listeners of its own: those change how a stream flows. */
function keptStream(tape: Tape, stream: ClientHttp2Stream): ClientHttp2Stream {
  const body = writtenBody(stream);
  const chunks: Uint8Array[] = [];
  let [head, trailers, failure]: [OutgoingHttpHeaders?, OutgoingHttpHeaders?, Error?] = [];
  const push = stream.push.bind(stream);
  stream.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk instanceof Uint8Array) chunks.push(chunk.slice());
    return push(chunk, encoding);
  };
  const emit = stream.emit.bind(stream);
  stream.emit = (event: string | symbol, ...given: readonly unknown[]): boolean => {
    const [first] = given;
    if (event === 'response') head = first as OutgoingHttpHeaders;
    if (event === 'trailers') trailers = first as OutgoingHttpHeaders;
    if (event === 'error') failure = first as Error;
    if (event === 'close') tape.keep({ asked: questionOf(stream.sentHeaders, body), answered: answered() });
    return emit(event, ...given);
  };
  const answered = (): Exchange['answered'] => {
    const isReset = stream.rstCode !== undefined && stream.rstCode !== 0;
    if (head === undefined && !isReset) return failureOf(failure);
    return {
      status: Number(head?.[':status'] ?? 0),
      statusText: '',
      headers: pairsOf(head ?? {}),
      chunks,
      trailers: trailers && pairsOf(trailers),
      brokenBy: isReset ? String(stream.rstCode) : undefined,
    };
  };
  return stream;
}

function failureOf(error: Error | undefined): Failure {
  const code = error !== undefined && 'code' in error ? String(error.code) : undefined;
  return { failure: error?.message ?? 'closed', code };
}
