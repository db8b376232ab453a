import { apply, type Site } from '@bud/value';
import type { TrackedFunction } from '../gate.ts';
import { callerContext, runWith, type Context } from './telemetry.ts';

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

/**
 * Runs a part of the program's function, exactly once, with `context` active and `sign` set; returns or throws what that
 * does. Without a context (a call that makes no span) it just runs it.
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
 * The context manager is foreign code: if it throws before the body has run, the body runs without it; what it throws
 * afterwards is reported. `this` does not travel through it, because managers turn an undefined `this` into null.
 */
export function bodyRunner(entry: Entry, onContextFailure: (error: unknown) => void): RunBody {
  return (context, sign, fn, self, args) => {
    const { sign: outerSign, context: outerContext, isInRecorder: isOuterInRecorder } = entry;
    let entered = false;
    let failed = false;
    let outcome: unknown;
    const body = (): void => {
      if (entered) return;
      entered = true;
      entry.sign = sign;
      entry.context = context ?? outerContext;
      const { isInRecorder: isInManager } = entry;
      entry.isInRecorder = false;
      try {
        outcome = apply(fn, self, args);
      } catch (error) {
        failed = true;
        outcome = error;
      }
      entry.sign = outerSign;
      entry.context = outerContext;
      entry.isInRecorder = isInManager;
    };
    if (context !== undefined) {
      try {
        entry.isInRecorder = true;
        runWith(context, body);
      } catch (error) {
        onContextFailure(error);
      }
      entry.isInRecorder = isOuterInRecorder;
    }
    body();
    if (failed) throw outcome;
    return outcome;
  };
}
