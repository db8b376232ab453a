/**
 * An inspector, as its protocol is spoken:
 *
 *   connectTo ─▶ Connection     commands and their answers, events; over a WebSocket of the loopback
 *     └─ workers ─▶ Connection     the same to a thread of the process, inside of commands to its parent
 *   endpoint     where a URL leads to: the targets of a process, a browser, workerd
 */
import { WebSocket } from 'ws';
import { AttachError } from '../attach-error.ts';

type Json = Readonly<Record<string, unknown>>;

/** Somebody who answers to commands of the inspector's protocol. */
export interface Connection {
  /** Rejects with an {@link AttachError} when the process is gone. */
  call(method: string, params?: Json): Promise<Json>;
  on(event: string, run: (params: Json) => void): void;
  /** Resolves when nobody answers any more. */
  readonly closed: Promise<void>;
  close(): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Json;
  readonly result?: Json;
  readonly error?: { readonly message?: string };
}

/** A connection over whatever takes messages; the second function is to be told those that come. */
export function speak(
  send: (message: string) => void,
  closed: Promise<void>,
  close: () => void,
): readonly [Connection, (message: string) => void] {
  const waiting = new Map<
    number,
    { readonly resolve: (result: Json) => void; readonly reject: (error: Error) => void }
  >();
  const listeners = new Map<string, (params: Json) => void>();
  let last = 0;
  const rejectAll = (): void => waiting.forEach(({ reject }) => reject(gone()));
  void closed.then(rejectAll);
  const connection: Connection = {
    call: (method, params = {}) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        send(asciiJson({ id: last, method, params }));
      }),
    on: (event, run) => void listeners.set(event, run),
    closed,
    close,
  };
  const receive = (text: string): void => {
    // Proof of the cast: what the protocol says.
    const { id, method, params = {}, result = {}, error } = JSON.parse(text) as Message;
    if (id === undefined) return listeners.get(method ?? '')?.(params);
    const answer = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) answer?.resolve(result);
    else answer?.reject(new Error(error.message ?? 'the inspector refused'));
  };
  return [connection, receive];
}

/** Node 20 loses messages with other characters on their way to a worker thread. */
function asciiJson(message: Message): string {
  return JSON.stringify(message).replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function gone(): AttachError {
  return new AttachError('the process has ended, or has closed its inspector', 'Attach again if it still runs.');
}

const connectMs = 5000;

/** Opens the connection to one target. */
export async function connectTo(url: string): Promise<Connection> {
  const socket = new WebSocket(url, { perMessageDeflate: false, handshakeTimeout: connectMs });
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  const [connection, receive] = speak(
    (message) => socket.send(message),
    closed,
    () => socket.terminate(),
  );
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve).once('error', reject);
  }).catch((error: unknown) => Promise.reject(unreachable(url, error)));
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer) => receive(data.toString('utf8')));
  return connection;
}

export function unreachable(url: string, error: unknown): AttachError {
  const message = error instanceof Error ? error.message : String(error);
  return new AttachError(
    `no inspector answers at ${url}: ${message}`,
    'Check the address; a program says it when its inspector opens.',
    error,
  );
}
