/** Values by key, each of which stands before those of the context that it was set in. */
export class Context {
  readonly #key: symbol | undefined;
  readonly #value: unknown;
  readonly #outer: Context | undefined;

  constructor(key?: symbol, value?: unknown, outer?: Context) {
    this.#key = key;
    this.#value = value;
    this.#outer = outer;
  }

  getValue(key: symbol): unknown {
    return this.#key === key ? this.#value : this.#outer?.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return new Context(key, value, this);
  }
}
