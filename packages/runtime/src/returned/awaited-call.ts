import type { BegunCall } from '../gate/gate.ts';
import { fail } from '../span/span.ts';
import { endWithValue, type Returned } from './result.ts';

/**
 * A running call of an async function. The instrumented function awaits the very promise and then tells what it was, so
 * that the call takes one microtask tick more than it would untracked: one is what any function around it takes. A
 * reaction beside the `await` would take none, but V8 follows the functions that await each other only where a promise has
 * a single reaction, and the stacks of errors would end at every tracked function.
 */
export class AwaitedCall implements BegunCall {
  readonly promise: unknown;
  readonly #returned: Returned | undefined;

  constructor(returned: Returned | undefined, promise: unknown) {
    this.promise = promise;
    this.#returned = returned;
  }

  end(value: unknown): unknown {
    if (this.#returned !== undefined) endWithValue(this.#returned, value);
    return value;
  }

  fail(thrown: unknown): unknown {
    if (this.#returned !== undefined) fail(this.#returned.tools, this.#returned.span, thrown);
    return thrown;
  }
}

/** The same with a recorder behind, which has begun the call: both are told. */
export function bothCalls(returned: Returned | undefined, behind: BegunCall): BegunCall {
  const own = new AwaitedCall(returned, behind.promise);
  return {
    promise: behind.promise,
    end(value) {
      own.end(value);
      return behind.end(value);
    },
    fail(thrown) {
      own.fail(thrown);
      return behind.fail(thrown);
    },
  };
}
