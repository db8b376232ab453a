import type { Context } from './context.ts';

/** As much of Node's `AsyncLocalStorage` as is used. */
interface Storage {
  getStore(): unknown;
  run(value: unknown, run: () => void): void;
  disable(): void;
}

interface Modules {
  getBuiltinModule?(name: string): Readonly<Record<string, unknown>> | undefined;
}

/** A module of the platform's; undefined where it has none of that name, or no modules. */
export function builtin(name: string): Readonly<Record<string, unknown>> | undefined {
  // Proof of the cast: Node's, Deno's, Bun's and workerd's `process`, where there is any.
  const { process } = globalThis as { readonly process?: Modules };
  try {
    return process?.getBuiltinModule?.(`node:${name}`);
  } catch {
    return undefined;
  }
}

function createStorage(): Storage | undefined {
  const { AsyncLocalStorage: Class } = builtin('async_hooks') ?? {};
  // Proof of the cast: Node's, as others have it too.
  return typeof Class === 'function' ? new (Class as new () => Storage)() : undefined;
}

let storage: Storage | undefined;

/** Follows the program across its awaits while a recorder is in it; pages have nothing that does. */
export const contextStorage = {
  open(): void {
    storage = createStorage();
  },
  // Proof of the cast: only `run` puts values there.
  current: (): Context | undefined => storage?.getStore() as Context | undefined,
  run(context: Context, run: () => void): void {
    if (storage === undefined) run();
    else storage.run(context, run);
  },
  close(): void {
    storage?.disable();
    storage = undefined;
  },
};
