import type { Context } from '@opentelemetry/api';

/** A context that is as the one outside of it from a moment on: for what a caller may have got to be in by mistake. */
export class ContextUntil implements Context {
  readonly #outside: Context;
  #now: Context;

  constructor(inside: Context, outside: Context) {
    this.#now = inside;
    this.#outside = outside;
  }

  /** The moment. */
  over(): void {
    this.#now = this.#outside;
  }

  getValue(key: symbol): unknown {
    return this.#now.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return this.#now.setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return this.#now.deleteValue(key);
  }
}
