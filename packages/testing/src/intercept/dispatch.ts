// Tests replace the timers of their process.
import { setImmediate } from 'node:timers';
import { isFailure, type Exchange, type Failure, type WireRequest } from '../wire/exchange.ts';
import { joined } from '../wire/body.ts';
import { PlayedSocket } from './played-socket.ts';
import type { Tape } from './tape.ts';

/** What a request of undici is about. */
export interface DispatchOptions {
  readonly origin?: string | URL;
  readonly path: string;
  readonly method: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: unknown;
  readonly body?: unknown;
}

/** Who is told what becomes of it: in the words of undici before its version 7, or in those since then. */
export type DispatchHandler = Readonly<Record<string, unknown>>;

/** What sends it. */
export interface Dispatcher {
  dispatch(options: DispatchOptions, handler: DispatchHandler): boolean;
  close(): Promise<void>;
}

/** An answer, ready to be played: the body that was asked with, and a connection that plays. */
export interface ReadyAnswer {
  readonly body: Uint8Array | undefined;
  readonly connect: (options: object, done: (error: Error | null, socket: unknown) => void) => void;
}

/** Sends a request, and keeps what the handler is told. */
export function keptDispatch(
  tape: Tape,
  options: DispatchOptions,
  handler: DispatchHandler,
  send: (options: DispatchOptions, handler: DispatchHandler) => boolean,
): boolean {
  const body = bodyOf(options.body);
  const keep = (answered: Exchange['answered']): void =>
    tape.keep({ asked: questionOf(options, body.now()), answered });
  return send({ ...options, body: body.sent }, keepingHandler(handler, keep));
}

/** Asks the tape, and has the answer played, by whatever reads one from a connection; undici connects later, never at once. */
export async function playedDispatch(
  tape: Tape,
  options: DispatchOptions,
  play: (answer: ReadyAnswer) => void,
): Promise<void> {
  const { sent, now } = bodyOf(options.body);
  if (isAsyncIterable(sent)) for await (const _chunk of sent);
  const question = questionOf(options, now());
  const body = question.body.length === 0 ? undefined : question.body;
  try {
    const answered = tape.answer(question);
    if (answered === undefined || isFailure(answered)) throw errorOf(answered);
    const socket = new PlayedSocket();
    socket.once('asked', () => void socket.play(answered, question.method));
    play({ body, connect: (_options, done) => setImmediate(() => done(null, socket)) });
  } catch (error) {
    play({ body, connect: (_options, done) => setImmediate(() => done(error as Error, null)) });
  }
}

function errorOf(failure: Failure | undefined): Error {
  const { failure: message = 'nothing was recorded', code } = failure ?? {};
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

/** A handler that tells another one all it is told. */
function keepingHandler(handler: DispatchHandler, keep: (answered: Exchange['answered']) => void): DispatchHandler {
  let head: { status: number; statusText: string; headers: Pairs } | undefined;
  const chunks: Uint8Array[] = [];
  const start = (status: unknown, headers: unknown, statusText: unknown): void => {
    head = {
      status: Number(status),
      statusText: typeof statusText === 'string' ? statusText : '',
      headers: pairsOf(headers),
    };
  };
  const end = (brokenBy?: string): void => {
    if (head !== undefined) keep({ ...head, chunks, brokenBy });
  };
  const fail = (error: unknown): void => {
    const { message, code } = error as NodeJS.ErrnoException;
    if (head === undefined) keep({ failure: message, code });
    else end(message);
  };
  const looks: Readonly<Record<string, (...told: readonly unknown[]) => void>> = {
    onHeaders: (status, headers, _resume, statusText) => start(status, headers, statusText),
    onResponseStart: (_controller, status, headers, statusText) => start(status, headers, statusText),
    onData: (chunk) => void chunks.push((chunk as Uint8Array).slice()),
    onResponseData: (_controller, chunk) => void chunks.push((chunk as Uint8Array).slice()),
    onComplete: () => end(),
    onResponseEnd: () => end(),
    onError: fail,
    onResponseError: (_controller, error) => fail(error),
  };
  const methods = handlerNames.flatMap((name) => {
    const method = handler[name];
    if (typeof method !== 'function') return [];
    const tell = (...told: readonly unknown[]): unknown => {
      looks[name]?.(...told);
      return Reflect.apply(method, handler, told);
    };
    return [[name, tell] as const];
  });
  return Object.fromEntries(methods);
}

// All that undici 6, 7 and 8 tell a handler of.
const handlerNames =
  'onConnect onResponseStarted onHeaders onData onComplete onError onUpgrade onRequestStart onResponseStart onResponseData onResponseEnd onResponseError onRequestUpgrade onBodySent onRequestSent'.split(
    ' ',
  );

type Pairs = readonly (readonly [name: string, value: string])[];

function questionOf({ origin, path, method, query = {}, headers }: DispatchOptions, body: Uint8Array): WireRequest {
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query))
    for (const each of Array.isArray(value) ? (value as readonly unknown[]) : [value])
      url.searchParams.append(name, String(each));
  return { transport: 'undici', method, url: url.href, headers: pairsOf(headers), body };
}

/** Headers, however they were given: as a list of names and values in turns, of pairs, or as an object. */
function pairsOf(headers: unknown): Pairs {
  if (typeof headers !== 'object' || headers === null) return [];
  const list = Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
  const pairs = list.every(Array.isArray)
    ? (list as readonly (readonly unknown[])[])
    : list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1]]] : []));
  return pairs.flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(
      (each) => [written(name), written(each)] as const,
    ),
  );
}

function written(part: unknown): string {
  return part instanceof Uint8Array ? Buffer.from(part).toString('latin1') : String(part);
}

/** A body to send in place of the given one, and the bytes of it that were sent by now. */
function bodyOf(given: unknown): { readonly sent: unknown; readonly now: () => Uint8Array } {
  if (given == null) return { sent: given, now: () => new Uint8Array() };
  if (typeof given === 'string') return { sent: given, now: () => Buffer.from(given) };
  if (ArrayBuffer.isView(given)) {
    const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice();
    return { sent: given, now: () => bytes };
  }
  if (given instanceof ArrayBuffer) return { sent: given, now: () => new Uint8Array(given) };
  if (!isAsyncIterable(given))
    throw new TypeError(
      'A body of this kind cannot be recorded. Ask with `fetch`, or with a string, bytes or a stream.',
    );
  const chunks: Uint8Array[] = [];
  async function* kept(body: AsyncIterable<unknown>): AsyncGenerator {
    for await (const chunk of body) {
      chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array).slice());
      yield chunk;
    }
  }
  return { sent: kept(given), now: () => joined(chunks) };
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
