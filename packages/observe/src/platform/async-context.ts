import { ROOT_CONTEXT, type Context, type ContextManager } from '@opentelemetry/api';

/** The part of `AsyncLocalStorage` that is needed. */
interface Storage {
  getStore(): Context | undefined;
  run<Result>(context: Context, fn: () => Result): Result;
}

interface NodeLike {
  readonly process?: { getBuiltinModule?(id: string): { readonly AsyncLocalStorage?: new () => Storage } | undefined };
}

/**
 * A context manager over the `AsyncLocalStorage` that Workers and edge isolates have, without importing a module that not
 * all of them have; undefined where there is none.
 */
export function asyncContextManager(): ContextManager | undefined {
  // Proof of the cast: every member is optional, and asked for before it is used.
  const { process } = globalThis as NodeLike;
  const AsyncLocalStorage = process?.getBuiltinModule?.('node:async_hooks')?.AsyncLocalStorage;
  return AsyncLocalStorage === undefined ? undefined : managerOver(new AsyncLocalStorage());
}

function managerOver(storage: Storage): ContextManager {
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (context, fn, self, ...args) => storage.run(context, () => fn.apply(self, args)),
    bind(context, target) {
      if (typeof target !== 'function') return target;
      const bound = function (this: unknown, ...args: unknown[]): unknown {
        return storage.run(context, () => target.apply(this, args));
      };
      Object.defineProperty(bound, 'length', { value: target.length });
      // Proof of the cast: it takes and returns what the target does.
      return bound as typeof target;
    },
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}
