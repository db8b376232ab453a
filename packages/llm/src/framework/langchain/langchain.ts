/**
 * Runs of LangChain, and of LangGraph, as spans:
 *
 *   CallbackManager._configureSync   whatever runs asks it for callbacks ─▶ ours is among them
 *     └─ handler   what LangChain tells of a run, from its beginning to its end ─▶ ../run
 *          ├─ starts   what begins: a call to a model, a tool, an agent, …
 *          ├─ said     messages, arguments, answers, documents
 *          └─ ../enter   what the run calls next is below it
 *   storage   so is what LangChain runs in the place of a run: functions of tools, nodes of graphs
 */
import { gate, type TrackedFunction } from '@bud/runtime';
import { diag } from '@opentelemetry/api';
import { list, plain } from '../../format/plain.ts';
import type { ResolvedLlmOptions } from '../../model/options.ts';
import type { Framework } from '../framework.ts';
import { otherArguments } from '../other-arguments.ts';
import { RunHandler } from './handler.ts';
import { watchStorage } from './storage.ts';

/** The part of LangChain's `CallbackManager` that is used. */
interface Manager {
  readonly handlers: readonly unknown[];
  copy(handlers: readonly unknown[], inherit: boolean): Manager;
  removeHandler(handler: unknown): void;
}

const method = '_configureSync';

/** `@langchain/core`: its class `CallbackManager`. */
export const langchainRuns: Framework = {
  readers: { 'langchain.callbacks': (options) => otherArguments((args) => withHandler(args, options())) },
  takes: (given) => typeof given === 'function' && typeof Reflect.get(given, method) === 'function',
  instrument(given, options) {
    // Proof of the cast: `takes` has found a method there.
    const CallbackManager = given as object;
    const before = Object.getOwnPropertyDescriptor(CallbackManager, method);
    const original = Reflect.get(CallbackManager, method) as TrackedFunction;
    const configure = {
      [method](this: unknown, ...args: unknown[]): unknown {
        return Reflect.apply(original, this, withHandler(args, options));
      },
    }[method];
    Reflect.defineProperty(CallbackManager, method, { configurable: true, writable: true, value: configure });
    return () => {
      // Whoever has put something else there in the meantime keeps it.
      if (Reflect.get(CallbackManager, method) !== configure) return;
      if (before === undefined) Reflect.deleteProperty(CallbackManager, method);
      else Reflect.defineProperty(CallbackManager, method, before);
    };
  },
};

/** The arguments to ask for callbacks with, so that ours is among them; those of the caller while nobody records. */
function withHandler(args: readonly unknown[], options: ResolvedLlmOptions): readonly unknown[] {
  if (!gate.on) return args;
  const [inherited, ...rest] = args;
  const callbacks = callbacksWith(inherited, options);
  if (callbacks === undefined) return args;
  watchStorage();
  return [callbacks, ...rest];
}

/** What a run inherits is a list of handlers, the manager of the run above, or nothing; undefined if ours is there. */
function callbacksWith(inherited: unknown, options: ResolvedLlmOptions): unknown {
  if (inherited === undefined || inherited === null || Array.isArray(inherited)) {
    const given = list(inherited);
    return given.some(isRunHandler) ? undefined : [...given, new RunHandler(options, [])];
  }
  if (!isManager(inherited)) {
    sayUnknown();
    return undefined;
  }
  const above = inherited.handlers.filter(isRunHandler);
  const manager = inherited.copy([new RunHandler(options, above)], true);
  for (const handler of above) manager.removeHandler(handler);
  return manager;
}

function isRunHandler(handler: unknown): handler is RunHandler {
  return handler instanceof RunHandler;
}

function isManager(value: unknown): value is Manager {
  const { copy, removeHandler, handlers } = plain(value);
  return typeof copy === 'function' && typeof removeHandler === 'function' && Array.isArray(handlers);
}

let hasSaid = false;

function sayUnknown(): void {
  if (hasSaid) return;
  hasSaid = true;
  diag.warn('bud: this version of LangChain hands callbacks on in a way that is not known; its runs are not recorded');
}
