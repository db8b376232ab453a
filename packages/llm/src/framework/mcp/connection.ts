/**
 * Both ends of a connection see the same messages, whatever the version of the library and of the protocol:
 *
 *   send      a request    ─ its span opens, and goes along ─▶ …      a response ─ the span of the served request ends
 *   onmessage a request    ─ a span opens below the one that came along, and what serves it runs in it
 *             a response   ─ the span of the request that was made ends
 *   either    notifications/cancelled, and the end of the connection: nobody answers any more
 */
import { context, trace, type Attributes, type Link } from '@opentelemetry/api';
import { gate } from '@bud/runtime';
import * as names from '../../convention/names.ts';
import { plain, string } from '../../format/plain.ts';
import type { OpenCall } from '../open-call.ts';
import { openRequest, type McpRequest } from './call.ts';
import { sentTrace, withTrace } from './trace-context.ts';

/** What carries messages; the three are called, or called back, by the library. */
export interface Transport {
  start: () => Promise<void>;
  send: (message: unknown, ...rest: readonly unknown[]) => Promise<void>;
  onmessage?: ((message: unknown, ...rest: readonly unknown[]) => void) | undefined;
  onclose?: (() => void) | undefined;
}

const watched = new WeakSet<object>();

/** Records what goes over a transport from its start on, as long as `isWanted`. */
export function watchTransport(transport: Transport, isWanted: () => boolean): void {
  if (watched.has(transport)) return;
  watched.add(transport);
  const connection = new Connection(transport, isWanted);
  const { start, send } = transport;
  replace(transport, {
    send: async (message, ...rest) =>
      connection.sends(message, async (sent) => gate.apply(send, transport, [sent, ...rest])),
    async start() {
      // The library has put them there by now.
      const { onmessage, onclose } = transport;
      replace(transport, {
        onmessage: (message, ...rest) => connection.receives(message, () => onmessage?.(message, ...rest)),
        onclose() {
          connection.closes();
          onclose?.();
        },
      });
      return gate.apply(start, transport, []);
    },
  });
}

/** A transport that does not let itself be changed stays as it is. */
function replace(transport: Transport, methods: Partial<Transport>): void {
  for (const [name, method] of Object.entries(methods)) Reflect.set(transport, name, method);
}

class Connection {
  readonly #transport: Transport;
  readonly #isWanted: () => boolean;
  /** Requests that wait for their response, by their ids: ours, and the other side's. */
  readonly #made = new Map<unknown, OpenCall>();
  readonly #served = new Map<unknown, OpenCall>();
  #version: string | undefined;

  constructor(transport: Transport, isWanted: () => boolean) {
    this.#transport = transport;
    this.#isWanted = isWanted;
  }

  async sends(message: unknown, send: (message: unknown) => Promise<void>): Promise<void> {
    this.#settle(message, this.#served, this.#made);
    const request = requestIn(message);
    if (request === undefined || !gate.on || !this.#isWanted()) return send(message);
    const call = openRequest(request, 'client', this.#attributes());
    this.#made.set(request.id, call);
    try {
      const sent = { ...plain(message), params: withTrace(request, call.context) };
      await context.with(call.context, async () => send(sent));
    } catch (error) {
      this.#made.delete(request.id);
      call.failed(error);
      throw error;
    }
  }

  receives(message: unknown, deliver: () => void): void {
    this.#settle(message, this.#made, this.#served);
    const request = requestIn(message);
    if (request === undefined || !gate.on || !this.#isWanted()) return deliver();
    const around = context.active();
    const above = sentTrace(request, around);
    const call = context.with(above ?? around, () => openRequest(request, 'server', this.#attributes()));
    const ambient = trace.getSpanContext(around);
    const link: Link | undefined = above && ambient && { context: ambient };
    if (link !== undefined) trace.getSpan(call.context)?.addLink(link);
    this.#served.set(request.id, call);
    return context.with(call.context, deliver);
  }

  closes(): void {
    for (const calls of [this.#made, this.#served]) {
      for (const call of calls.values()) call.failed(new Error('Connection closed'));
      calls.clear();
    }
  }

  /** A response ends the request that it answers, a cancellation one of the side that sends it. */
  #settle(message: unknown, answered: Map<unknown, OpenCall>, cancelled: Map<unknown, OpenCall>): void {
    const { id, method, params, result } = plain(message);
    this.#version = string(plain(result)['protocolVersion']) ?? this.#version;
    if (method === undefined) {
      answered.get(id)?.returned(message);
      answered.delete(id);
    } else if (method === 'notifications/cancelled') {
      const { requestId, reason } = plain(params);
      cancelled.get(requestId)?.failed(cancellation(string(reason) ?? ''));
      cancelled.delete(requestId);
    }
  }

  #attributes(): Attributes {
    const { sessionId, _url: url, _serverParams: child, _stdin: input } = plain(this.#transport);
    const isPipe = child !== undefined || input !== undefined;
    return {
      ...(this.#version !== undefined && { [names.MCP_PROTOCOL_VERSION]: this.#version }),
      ...(typeof sessionId === 'string' && { [names.MCP_SESSION_ID]: sessionId }),
      ...(isPipe && { [names.NETWORK_TRANSPORT]: 'pipe' }),
      ...(url instanceof URL && {
        [names.NETWORK_TRANSPORT]: 'tcp',
        [names.SERVER_ADDRESS]: url.hostname,
        [names.SERVER_PORT]: Number(url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : url.port),
      }),
    };
  }
}

/** Whoever waits no longer says so in words. */
function cancellation(reason: string): Error {
  // OpenTelemetry semantic conventions, error.type
  if (/timed out/i.test(reason)) return Object.assign(new Error(reason), { name: 'timeout' });
  return new DOMException(reason, 'AbortError');
}

/** A request has an id, unlike a notification. */
function requestIn(message: unknown): McpRequest | undefined {
  const { id, method, params } = plain(message);
  return typeof method === 'string' && id !== undefined ? { id, method, params: plain(params) } : undefined;
}
