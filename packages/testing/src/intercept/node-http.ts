import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { urlToHttpOptions } from 'node:url';
import { isFailure, type WireRequest, type Exchange } from '../wire/exchange.ts';
import { PlayedSocket } from './played-socket.ts';
import { currentTape, type Tape } from './tape.ts';
import { writtenBody } from './written-body.ts';

type Listener = (response: IncomingMessage) => void;
type Options = RequestOptions;

/** Puts tapes between `node:http`, `node:https` and the network: also for modules that import single functions. */
export function interceptNodeHttp(): void {
  for (const [module, scheme] of [
    [http, 'http:'],
    [https, 'https:'],
  ] as const) {
    const { request } = module;
    const taped = (...given: readonly unknown[]): ClientRequest => {
      const tape = currentTape();
      if (tape === undefined) return Reflect.apply(request, module, given) as ClientRequest;
      const [options, listener] = optionsOf(given, scheme);
      const url = urlOf(options, scheme);
      // What becomes another protocol, a WebSocket, is no request with an answer.
      if (url === undefined || isUpgrade(options)) return Reflect.apply(request, module, given) as ClientRequest;
      return asking({ tape, options, listener, url }, request);
    };
    Object.assign(module, {
      request: taped,
      get: (...given: readonly unknown[]) => {
        const asked = taped(...given);
        asked.end();
        return asked;
      },
    });
  }
  syncBuiltinESMExports();
}

/** `request(url, options, listener)`, in which each but the first may be absent. */
function optionsOf(given: readonly unknown[], scheme: string): readonly [Options, Listener | undefined] {
  const [first, second, third] = given;
  const isUrl = typeof first === 'string' || first instanceof URL;
  const fromUrl = isUrl ? urlToHttpOptions(new URL(first)) : {};
  const rest = isUrl ? second : first;
  const options = typeof rest === 'object' && rest !== null ? (rest as Options) : {};
  const listener = [second, third].find((each) => typeof each === 'function') as Listener | undefined;
  return [{ protocol: scheme, ...fromUrl, ...options }, listener];
}

/** A request that is about to be made. */
interface Asking {
  readonly tape: Tape;
  readonly options: Options;
  readonly listener: Listener | undefined;
  readonly url: string;
}

function asking({ tape, options, listener, url }: Asking, request: typeof http.request): ClientRequest {
  // Whether there is an answer is known only when all is asked: the connection waits for that.
  const socket = tape.isPlaying ? new PlayedSocket() : undefined;
  const asked = request(socket === undefined ? options : playedOn(socket, options), listener);
  const body = writtenBody(asked);
  const question = (): WireRequest => ({
    transport: 'http',
    method: asked.method,
    url,
    headers: Object.entries(asked.getHeaders()).map(([name, value]) => [name, String(value)]),
    body: Buffer.concat(body),
  });
  if (socket === undefined) keepAnswer(asked, (answered) => tape.keep({ asked: question(), answered }));
  else asked.once('finish', () => playTo(asked, socket, tape, question()));
  return asked;
}

function playTo(asked: ClientRequest, socket: PlayedSocket, tape: Tape, question: WireRequest): void {
  try {
    const answered = tape.answer(question);
    if (answered === undefined) return;
    if (!isFailure(answered)) void socket.play(answered, question.method);
    else
      asked.destroy(
        Object.assign(new Error(answered.failure), answered.code === undefined ? {} : { code: answered.code }),
      );
  } catch (error) {
    asked.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/** The same request, on a connection of ours; there is nothing to encrypt. */
function playedOn(socket: PlayedSocket, { agent: _agent, ...rest }: Options): Options {
  return { ...rest, createConnection: () => socket };
}

/** With Node's defaults; undefined where Node has to say what is wrong. */
function urlOf({ protocol, hostname, host, port, path }: Options, scheme: string): string | undefined {
  const name = hostname || host || 'localhost';
  // An address of IPv6 has colons of its own.
  const bare = /^(?:[^:]*|\[.*\]):\d+$/.test(name) ? name.replace(/:\d+$/, '') : name;
  const origin = `${protocol || scheme}//${bare.includes(':') && !bare.startsWith('[') ? `[${bare}]` : bare}`;
  if (!URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  if (port) url.port = String(port);
  return `${url.protocol}//${url.host}${path || '/'}`;
}

function isUpgrade({ headers = {} }: Options): boolean {
  const names = Array.isArray(headers) ? headers : Object.keys(headers);
  return names.some((name) => String(name).toLowerCase() === 'upgrade');
}

/** Looks at what comes, without a listener of its own: those change how a stream flows. */
function keepAnswer(asked: ClientRequest, keep: (answered: Exchange['answered']) => void): void {
  let hasAnswer = false;
  const emit = asked.emit.bind(asked);
  asked.emit = (event: string | symbol, ...given: readonly unknown[]): boolean => {
    const [first] = given;
    if (event === 'response' && first instanceof http.IncomingMessage) {
      hasAnswer = true;
      keepBody(first, keep);
    }
    if (event === 'error' && !hasAnswer && first instanceof Error)
      keep({ failure: first.message, code: 'code' in first ? String(first.code) : undefined });
    return emit(event, ...given);
  };
}

function keepBody(response: IncomingMessage, keep: (answered: Exchange['answered']) => void): void {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = response;
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
  const chunks: Uint8Array[] = [];
  let isKept = false;
  const done = (brokenBy?: string): void => {
    if (!isKept) keep({ status, statusText, headers, chunks, brokenBy });
    isKept = true;
  };
  const push = response.push.bind(response);
  response.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk instanceof Uint8Array) chunks.push(chunk.slice());
    if (chunk === null) done();
    return push(chunk, encoding);
  };
  response.once('close', () => done('aborted'));
}
