import { context as contexts, type Context } from '@opentelemetry/api';
import { list, plain, string } from '../../format/plain.ts';
import { RunHandler } from './handler.ts';

/** Where LangChain keeps its storage, and in what is stored there, the configuration of who runs. */
const storageKey = Symbol.for('ls:tracing_async_local_storage');
const configKey = Symbol.for('lc:child_config');

type RunWith = (this: Storage, store: unknown, fn: () => unknown, ...args: readonly unknown[]) => unknown;

interface Storage {
  readonly run: RunWith;
}

const watched = new WeakSet<object>();

/**
 * What LangChain runs with a configuration, it runs in the place of the run that this is of: then it is in the context of
 * that run. So are functions that a stream resumes, wherever its consumer is.
 */
export function watchStorage(): void {
  // Proof of the cast: an `AsyncLocalStorage`, once anything has set it.
  const storage = (globalThis as { readonly [storageKey]?: Storage })[storageKey];
  if (storage === undefined || watched.has(storage)) return;
  watched.add(storage);
  const { run } = storage;
  Reflect.defineProperty(storage, 'run', {
    configurable: true,
    writable: true,
    value(this: Storage, store: unknown, fn: () => unknown, ...args: readonly unknown[]): unknown {
      const inside = (): unknown => Reflect.apply(run, this, [store, fn, ...args]);
      const context = contextOf(store);
      return context === undefined ? inside() : contexts.with(context, inside);
    },
  });
}

/** The context of the run in whose place something runs, unless that is inside of it already. */
function contextOf(store: unknown): Context | undefined {
  const extra = plain(plain(store)['extra']) as { readonly [configKey]?: unknown };
  const { handlers, _parentRunId: runId } = plain(plain(extra[configKey])['callbacks']);
  const handler = list(handlers).find((each) => each instanceof RunHandler);
  return handler?.contextInside(string(runId));
}
