/**
 * Runs of `@openai/agents` as spans:
 *
 *   its storage   a span becomes the current one ─▶ runs: a run begins, and what the library runs next is in its context
 *   the span      ends ─▶ so does the run
 *     └─ spans    what there is to say of each kind: agents, models, functions, handoffs, guardrails
 *
 * Its processors, and what they export, stay as the program has them; where its tracing is disabled, there are no runs.
 */
import { context as contexts, diag, type Context } from '@opentelemetry/api';
import { plain } from '../../format/plain.ts';
import type { Framework } from '../framework.ts';
import { AgentRuns } from './runs.ts';

interface Storage {
  run: (this: Storage, store: unknown, fn: () => unknown, ...args: readonly unknown[]) => unknown;
  enterWith: (this: Storage, store: unknown) => void;
}

const storageKey = Symbol.for('openai.agents.core.asyncLocalStorage');

/** `@openai/agents`, or `@openai/agents-core`: the module. */
export const openaiAgentRuns: Framework = {
  readers: {
    // Asked for before each trace; the storage is there by then.
    'openai-agents.provider': (options) => () => {
      if (!isWatched && storageOf() !== undefined) watchStorage(new AgentRuns(options()));
      return undefined;
    },
  },
  takes: (given) =>
    ['addTraceProcessor', 'getCurrentTrace', 'withTrace'].every((name) => typeof plain(given)[name] === 'function'),
  instrument(given, options) {
    // Proof of the cast: `takes` has found it. It makes the storage, if there is none yet.
    (given as { getCurrentTrace(): unknown }).getCurrentTrace();
    return watchStorage(new AgentRuns(options));
  },
};

function storageOf(): Storage | undefined {
  // Proof of the cast: an `AsyncLocalStorage`, once the library has made it.
  return (globalThis as { readonly [storageKey]?: Storage })[storageKey];
}

let isWatched = false;

/** Lets contexts follow the storage; gives what takes that back. */
function watchStorage(runs: AgentRuns): () => void {
  const storage = storageOf();
  if (storage === undefined) {
    diag.warn('bud: this version of @openai/agents keeps its storage elsewhere; its runs are not recorded');
    return () => {};
  }
  const { run, enterWith } = storage;
  const outsides = new WeakMap<object, Context>();
  const watching: Storage = {
    run(store, fn, ...args) {
      const outside = contexts.active();
      if (typeof store === 'object' && store !== null) outsides.set(store, outside);
      // A context of its own, so that what is entered in it ends with it.
      return contexts.with(runs.separate(outside), () => Reflect.apply(run, this, [store, fn, ...args]));
    },
    enterWith(store) {
      Reflect.apply(enterWith, this, [store]);
      const outside = typeof store === 'object' && store !== null ? outsides.get(store) : undefined;
      if (outside !== undefined) runs.current(plain(store)['span'], outside);
    },
  };
  Object.assign(storage, watching);
  isWatched = true;
  return () => {
    isWatched = false;
    runs.stop();
    // Whoever has put something else there in the meantime keeps it.
    if (storage.run === watching.run) Reflect.deleteProperty(storage, 'run');
    if (storage.enterWith === watching.enterWith) Reflect.deleteProperty(storage, 'enterWith');
  };
}
