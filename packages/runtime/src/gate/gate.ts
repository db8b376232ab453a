/**
 * What instrumented code and a recorder have in common:
 *
 *   a tracked function ── gate.on? ── no ─▶ its own body, and nothing else of this package
 *     └─ yes: gate.handed = [site, fn, this, ...args], gate.call()
 *               └─▶ the recorder's methods ─▶ handed-call takes what was handed over, once
 *   enclosed              the same for bodies that a compiler type-checks, as arguments of a call
 *   guest                 a recorder that stands in front of the program's own for a while
 *   Symbol.for('bud.gate.v1')   one gate per realm, whichever copy of the package came first
 */
import type { Site } from '@bud/value';

/** Any function that instrumented code hands to the gate. */
export type TrackedFunction = (...args: never[]) => unknown;

/**
 * What a call hands over: `[site, function, receiver, ...arguments]`. Instrumented code assigns it instead of passing it
 * on, because arguments of a call would take room in the frame of every tracked function, also while nothing is recorded.
 */
export type HandedCall = readonly [site: Site | undefined, fn: TrackedFunction, self: unknown, ...args: unknown[]];

/** What is not the same for most calls. */
export interface CallDetails {
  /** The last argument is a list of arguments: a rest parameter, or `arguments`. */
  readonly hasRest?: boolean;
  /** The captured values, aligned with `site.inputs`; absent: the arguments are. */
  readonly values?: readonly unknown[];
  /** A thunk, so that evaluating the program's identifier happens inside the recorder's guard. */
  readonly aggregate?: () => unknown;
}

/** A call of an async function, whose promise the instrumented function itself awaits. */
export interface BegunCall {
  readonly promise: unknown;
  /** Told what the promise was fulfilled with, and gives it back. */
  end(value: unknown): unknown;
  /** Told what the promise was rejected with, and gives it back. */
  fail(thrown: unknown): unknown;
}

/** The same, for the instrumented function. */
interface AwaitedBegunCall extends BegunCall {
  end(value: unknown): never;
}

/** What a `yield*` delegates to: to TypeScript, it yields nothing. */
interface Delegate {
  [Symbol.iterator](): Iterator<never, never, unknown>;
  [Symbol.asyncIterator](): AsyncIterator<never, never, unknown>;
}

/** What a recorder brings: everything of the gate that does something only while recording. */
export interface GateMethods {
  /** False when the body itself is to run: no site yet, or this is the second entry that the gate made. */
  enter(site: Site | undefined): boolean;
  /** Makes the call that was handed over. */
  call(): unknown;
  /** The same for an async function, which awaits the promise. */
  begin(): BegunCall;
  /** The same for a generator: what its `yield*` delegates to. */
  iterate(): unknown;
}

/**
 * The object that instrumented code talks to; while `on` is false nothing of it but `apply` is touched. To TypeScript, its
 * methods never return, so that they add nothing to what is inferred of the function around them.
 */
export interface Gate extends GateMethods {
  on: boolean;
  /** The next call, from right before one of the methods is called until that takes it: a {@link HandedCall}. */
  handed: readonly unknown[] | undefined;
  details: CallDetails | undefined;
  /** Set while a recorder that is not the program's stands here. */
  guest?: { behind: GateMethods | undefined } | undefined;
  enter(site: object | undefined): boolean;
  call(): never;
  begin(): AwaitedBegunCall;
  iterate(): Delegate;
  /** `Reflect.apply` as it was before user code could replace it. */
  readonly apply: typeof Reflect.apply;
}

/**
 * The one gate of this JavaScript realm: copies of the package (ESM and CommonJS, two versions) find each other's.
 *
 * @example
 * import { gate } from '@bud/runtime';
 * console.log(gate.on); // false until a recorder is installed
 */
export const gate: Gate = /* @__PURE__ */ (() => {
  // The registry symbol is the protocol between copies; its number changes only with the members of `Gate`.
  const realm = globalThis as { [key: symbol]: Gate | undefined };
  // Proof of the cast: whoever switches it on brings the methods.
  return (realm[Symbol.for('bud.gate.v1')] ??= { on: false, apply: Reflect.apply } as Gate);
})();
