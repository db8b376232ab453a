/** For packages that stand on this one, and bring options of `configure` of their own: `@bud/flow` brings `flow`. */

/** Options of `configure` that other packages bring. Each of them declares its own in here. */
export interface ObserveExtensions {}

/** What takes an option that a package brings. */
export interface Extension {
  /** Everything that is wrong with the option's value; starts with its name. */
  mistakes(value: unknown): readonly string[];
  /** Starts what the value asks for, once spans are made; gives what ends it. */
  start(value: unknown): () => void;
}

const key = Symbol.for('bud.observe.extensions.v1');

/** The extensions of this process, by the option that they bring; two copies of this package share them. */
export function extensions(): ReadonlyMap<string, Extension> {
  return shared();
}

/**
 * Makes `configure` take an option that a package brings.
 *
 * @example
 * import { configure, type ObserveOptions } from '@bud/observe';
 * import { extendConfigure } from '@bud/observe/extension';
 *
 * const started: unknown[] = [];
 * extendConfigure('echo', { mistakes: () => [], start: (value) => (started.push(value), () => {}) });
 * const options = { export: false, echo: 'hello' } satisfies ObserveOptions & { readonly echo: string };
 * configure(options);
 * started; // ['hello']
 */
export function extendConfigure(option: string, extension: Extension): void {
  shared().set(option, extension);
}

function shared(): Map<string, Extension> {
  // Proof of the cast: the key is ours, and its version says what is there.
  const holder = globalThis as { [key]?: Map<string, Extension> };
  return (holder[key] ??= new Map());
}
