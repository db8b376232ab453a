/**
 * The Model Context Protocol, `@modelcontextprotocol/sdk` 1 and `@modelcontextprotocol/{client,server}` 2:
 *
 *   connect(transport), of clients and servers ─▶ connection: what is sent and what comes
 *                                                   ├─ call           the span of a request
 *                                                   └─ trace-context  the trace that goes along
 */
import { plain } from '../../format/plain.ts';
import type { Framework } from '../framework.ts';
import { registerRequestReader } from './call.ts';
import { watchTransport, type Transport } from './connection.ts';

type Connect = (this: unknown, transport: Transport, ...rest: readonly unknown[]) => unknown;

/** What classes of clients and servers have, and `McpServer`, which has a server. */
const shapes: readonly (readonly string[])[] = [
  ['connect', 'request', 'setRequestHandler'],
  ['connect', 'registerTool', 'registerPrompt'],
];

/** The method that is replaced. */
const method = 'connect';

function prototypeOf(given: unknown): object | undefined {
  const prototype: unknown = typeof given === 'function' ? given.prototype : undefined;
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

export const mcp: Framework = {
  takes(given) {
    const prototype = plain(prototypeOf(given));
    return shapes.some((methods) => methods.every((name) => typeof prototype[name] === 'function'));
  },
  instrument(given, options) {
    const unregister = registerRequestReader(options);
    const prototype = prototypeOf(given)!;
    const before = Object.getOwnPropertyDescriptor(prototype, method);
    // Proof of the cast: `takes` has found it.
    const original = plain(prototype)[method] as Connect;
    let isWanted = true;
    const connect = {
      [method](this: unknown, transport: Transport, ...rest: readonly unknown[]): unknown {
        watchTransport(transport, () => isWanted);
        return Reflect.apply(original, this, [transport, ...rest]);
      },
    }[method];
    Object.defineProperty(prototype, method, { value: connect, configurable: true, writable: true });
    return () => {
      isWanted = false;
      unregister();
      // Whoever has put something else there in the meantime keeps it.
      if (plain(prototype)[method] !== connect) return;
      if (before === undefined) Reflect.deleteProperty(prototype, method);
      else Object.defineProperty(prototype, method, before);
    };
  },
};
