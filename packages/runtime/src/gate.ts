import type { Site } from '@bud/value';

/** Any function that instrumented code hands to the gate. */
export type TrackedFunction = (...args: never[]) => unknown;

/**
 * What a call to the gate looks like.
 *
 * `values` are the captured values, aligned with `site.inputs` (`args` when absent); `aggregate` is a thunk, so that
 * evaluating the user's identifier happens inside the recorder's guard.
 */
export type GateCall = (
  site: Site | undefined,
  fn: TrackedFunction,
  self: unknown,
  args: readonly unknown[],
  values?: readonly unknown[],
  aggregate?: () => unknown,
) => unknown;

/** What a recorder brings: everything of the gate that does something only while recording. */
export interface GateMethods {
  /** False when the body itself is to run: no site yet, or this is the second entry that `call` made. */
  enter(site: Site | undefined): boolean;
  call: GateCall;
  iterate: GateCall;
}

/** The object that instrumented code talks to; while `on` is false nothing else of it is touched. */
export interface Gate extends GateMethods {
  on: boolean;
  /** `Reflect.apply` as it was before user code could replace it. */
  readonly apply: typeof Reflect.apply;
}

/** The gate without a recorder: every function runs untracked. */
export const dormant: Gate = /* @__PURE__ */ (() => {
  const { apply } = Reflect;
  const run: GateCall = (_site, fn, self, args) => apply(fn, self, args);
  return { on: false, enter: () => false, call: run, iterate: run, apply };
})();

/**
 * The one gate of this JavaScript realm: copies of the package (ESM and CommonJS, two versions) find each other's.
 *
 * @example
 * import { gate } from '@bud/runtime';
 * console.log(gate.on); // false until a recorder is installed
 */
export const gate: Gate = /* @__PURE__ */ (() => {
  // The registry symbol is the protocol between copies; its number changes only with the shape of `Gate`.
  const realm = globalThis as { [key: symbol]: Gate | undefined };
  return (realm[Symbol.for('bud.gate.v1')] ??= { ...dormant });
})();
