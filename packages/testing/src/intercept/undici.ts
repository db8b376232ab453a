import Module from 'node:module';
import {
  keptDispatch,
  playedDispatch,
  type Dispatcher,
  type DispatchOptions,
  type DispatchHandler,
} from './dispatch.ts';
import { currentTape, isLetThrough, letThrough } from './tape.ts';

/** The class that each copy of undici has: of the package, and the one that Node is built with. */
type Agent = new (options: { readonly connect: Connect }) => Dispatcher;

type Connect = (options: object, done: (error: Error | null, socket: unknown) => void) => void;

/**
 * Puts tapes between each copy of undici and the network, those that are loaded and those that will be: `request`, the `fetch`
 * of the package, and each `Agent`, `Pool` and `Client`, which all come to one `dispatch`.
 */
export function interceptUndici(): void {
  // Proof of the casts: Node has both; its `import` of a CommonJS module, which undici is, comes to `_load` as well.
  const { cache = {} } = Module.createRequire(import.meta.url) as { cache?: Readonly<Record<string, NodeJS.Module>> };
  const loader = Module as unknown as { _load?: (...given: readonly unknown[]) => unknown };
  for (const { exports } of Object.values(cache)) if (isUndici(exports)) interceptCopy(exports.Agent);
  interceptGlobal();
  const { _load: load } = loader;
  if (load === undefined) return;
  loader._load = function taped(this: unknown, ...given: readonly unknown[]): unknown {
    const exports = Reflect.apply(load, this, given);
    if (isUndici(exports)) interceptCopy(exports.Agent);
    return exports;
  };
}

/** Looks at no property that a program could have made a getter of. */
function isUndici(exports: unknown): exports is { readonly Agent: Agent } {
  if (typeof exports !== 'object' || exports === null) return false;
  const isFunction = (name: string): boolean =>
    typeof Object.getOwnPropertyDescriptor(exports, name)?.value === 'function';
  return ['Agent', 'Client', 'Pool', 'getGlobalDispatcher', 'setGlobalDispatcher'].every(isFunction);
}

/** All copies share the dispatcher of whichever was loaded first; where none was, that is Node's own. */
function interceptGlobal(): void {
  // Node loads its copy when one of its classes is used.
  void new Headers();
  for (const dispatcher of globalDispatchers())
    // Proof of the cast: the class of that name takes these options, in every version.
    if (dispatcher?.constructor.name === 'Agent') interceptCopy(dispatcher.constructor as Agent);
}

function globalDispatchers(): readonly unknown[] {
  return ['1', '2'].map((version) => Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${version}`)));
}

const intercepted = new WeakSet<object>();

/** Whether an answer can be played to the `fetch` of the runtime: it is made of undici, and we see what its dispatcher sends. */
export function isPlayable(init: object | undefined): boolean {
  const given: unknown = init && Reflect.get(init, 'dispatcher');
  const dispatcher = given ?? globalDispatchers().findLast((each) => each !== undefined);
  for (let at = dispatcher; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at))
    if (intercepted.has(at)) return true;
  return false;
}

function interceptCopy(Agent: Agent): void {
  // Proof of the cast: all dispatchers that send something extend the same class.
  const base = Object.getPrototypeOf(Agent.prototype) as Dispatcher;
  if (intercepted.has(base)) return;
  intercepted.add(base);
  const dispatch = Reflect.get(base, 'dispatch');
  // An agent hands a request to a pool, and that to a client, at once or later: each time with the same handler.
  const known = new WeakSet<DispatchHandler>();
  base.dispatch = function taped(this: Dispatcher, options: DispatchOptions, handler: DispatchHandler): boolean {
    const send = (by: Dispatcher, given: DispatchOptions, to: DispatchHandler): boolean => {
      known.add(to);
      return letThrough(() => Reflect.apply(dispatch, by, [given, to]));
    };
    if (known.has(handler)) return send(this, options, handler);
    const tape = isLetThrough() ? undefined : currentTape();
    if (tape === undefined) return Reflect.apply(dispatch, this, [options, handler]);
    const given = { ...options, origin: originOf(this, options) };
    if (!tape.isPlaying) return keptDispatch(tape, given, handler, (sent, to) => send(this, sent, to));
    void playedDispatch(tape, given, ({ body, connect }) => {
      const agent = new Agent({ connect });
      send(agent, { ...given, body }, handler);
      void agent.close();
    });
    return true;
  };
}

/** Where a request goes to: a client and a pool know it, in a property that has a symbol as its name. */
function originOf(dispatcher: Dispatcher, { origin }: DispatchOptions): string {
  if (origin !== undefined) return new URL(origin).origin;
  const url = Object.getOwnPropertySymbols(dispatcher).find(({ description }) => description === 'url');
  const known: unknown = url && Reflect.get(dispatcher, url);
  return known instanceof URL ? known.origin : String(known);
}
