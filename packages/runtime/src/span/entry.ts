import { apply, type Site } from '@bud/value';
import type { TrackedFunction } from '../gate/gate.ts';
import {
  callerContext,
  contextManager,
  rootContext,
  type Context,
  type ContextManager,
} from '../telemetry/telemetry.ts';

/**
 * Where the running program is, as far as tracking is concerned. All fields behave like a stack: saved and restored
 * around every body, so they never outlive the synchronous part of a call.
 */
export interface Entry {
  /** Set right before a body is entered: the next `enter` of this site is that second entry. */
  sign: Site | undefined;
  /** Context of the tracked body that runs now; decides parents when no context manager is registered. */
  context: Context | undefined;
  /**
   * True while tracking itself works. A tracked function that is called then (a span processor, or an iterator that the
   * program has put on arrays) runs untracked: a span for it would call it again, without end.
   */
  isInRecorder: boolean;
}

/** A part of the program's function that is about to run. */
export interface BodyPart {
  /** Absent: a call that makes no span; it just runs. */
  readonly context: Context | undefined;
  readonly sign: Site | undefined;
  readonly fn: TrackedFunction;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/**
 * Runs a part of the program's function, exactly once, with its context active and its sign set; returns or throws what
 * that does.
 */
export type RunBody = (
  context: Context | undefined,
  sign: Site | undefined,
  fn: TrackedFunction,
  self: unknown,
  args: readonly unknown[],
) => unknown;

/** Whether this entry is the one that was just signed; the sign is used up. */
export function takeSign(entry: Entry, site: Site): boolean {
  if (entry.sign !== site) return false;
  entry.sign = undefined;
  return true;
}

export function parentContext(entry: Entry): Context {
  return callerContext(entry.context);
}

/**
 * One run of a part of the program's function:
 *
 *     const body = bodyOf(part);
 *     try { body.manager.with(body.context, body.run); } catch (error) { body.missed(error); }
 *     body.leave();
 *
 * Whoever runs it writes these lines itself: a function for them would be one more stack frame in each tracked call, and
 * there are no more of these than a hand-written `startActiveSpan` has.
 *
 * The context manager is foreign code: if it throws before the body has run, the body runs without it; what it throws
 * afterwards is reported. `this` does not travel through it, because managers turn an undefined `this` into null.
 */
export interface Body {
  readonly manager: ContextManager;
  readonly context: Context;
  /** For the context manager to call; only the first time counts. */
  readonly run: () => void;
  /** Whether the body threw, once it has been left; `outcome` is what it returned or threw. */
  hasThrown: boolean;
  outcome: unknown;
  missed(error: unknown): void;
  /** The context manager is done, whatever it did. */
  leave(): void;
}

export function prepareBody(entry: Entry, part: BodyPart, onContextFailure: (error: unknown) => void): Body {
  const { context, sign, fn, self, args } = part;
  const outer: Entry = { ...entry };
  let hasRun = false;
  const body: Body = {
    manager: context === undefined ? noManager : contextManager(),
    context: context ?? rootContext,
    hasThrown: false,
    outcome: undefined,
    run() {
      if (hasRun) return;
      hasRun = true;
      const { isInRecorder: isInManager } = entry;
      entry.sign = sign;
      entry.context = context ?? outer.context;
      entry.isInRecorder = false;
      try {
        body.outcome = apply(fn, self, args);
      } catch (error) {
        body.hasThrown = true;
        body.outcome = error;
      }
      entry.sign = outer.sign;
      entry.context = outer.context;
      entry.isInRecorder = isInManager;
    },
    missed: onContextFailure,
    leave() {
      entry.isInRecorder = outer.isInRecorder;
      body.run();
    },
  };
  entry.isInRecorder ||= context !== undefined;
  return body;
}

export type PrepareBody = (part: BodyPart) => Body;

const noManager: ContextManager = { with: (_context, run) => run() };

export function bodyRunner(bodyOf: PrepareBody): RunBody {
  return (context, sign, fn, self, args) => {
    const body = bodyOf({ context, sign, fn, self, args });
    try {
      body.manager.with(body.context, body.run);
    } catch (error) {
      body.missed(error);
    }
    body.leave();
    if (body.hasThrown) throw body.outcome;
    return body.outcome;
  };
}
