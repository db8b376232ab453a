import type { ExecuteOptions, Execution, Primitive } from './primitive.ts';
import { runTraced } from './traced.ts';

/**
 * A class of one's own as a primitive: it says what it does in `run`, and has span, context, checkpoints and abort signal.
 *
 * @example
 * import { InstrumentedPrimitive } from '@bud/flow';
 *
 * class Double extends InstrumentedPrimitive<number, number> {
 *   protected run(input: number): number {
 *     return input * 2;
 *   }
 * }
 * await new Double().execute(21); // 42
 */
export abstract class InstrumentedPrimitive<In, Out> implements Primitive<In, Out> {
  readonly name: string;
  readonly type: string;

  /** The name of the class when none is given. */
  constructor(name?: string) {
    this.type = new.target.name;
    this.name = name ?? new.target.name;
  }

  execute(input: In, options: ExecuteOptions = {}): Promise<Out> {
    return runTraced(this, input, options, (value, execution) => this.run(value, execution));
  }

  protected abstract run(input: In, execution: Execution): Out | Promise<Out>;
}
