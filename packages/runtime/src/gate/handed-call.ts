import { append, type Site } from '@bud/value';
import { gate, type HandedCall, type TrackedFunction } from './gate.ts';

/** A call that instrumented code has handed over, unpacked. */
export interface TakenCall {
  readonly site: Site | undefined;
  readonly fn: TrackedFunction;
  readonly self: unknown;
  readonly args: readonly unknown[];
  /** The captured values, aligned with `site.inputs`. */
  readonly values: readonly unknown[];
  readonly aggregate: (() => unknown) | undefined;
}

/** Takes the call off the gate. Runs nothing that a program could have put on arrays. */
export function takeCall(): TakenCall {
  // Proof of the cast: every caller hands a call over right before.
  const handed = gate.handed as HandedCall;
  const { details } = gate;
  gate.handed = undefined;
  gate.details = undefined;
  const passed = argumentsOf(handed);
  return {
    site: handed[0],
    fn: handed[1],
    self: handed[2],
    args: details?.hasRest === true ? withRest(passed) : passed,
    values: details?.values ?? passed,
    aggregate: details?.aggregate,
  };
}

/** What makes a call that was taken by handing it on to another recorder's method, which makes it. */
export function handOn({ site, fn, values, aggregate }: TakenCall, make: () => unknown): TrackedFunction {
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    gate.details = { hasRest: true, values, ...(aggregate && { aggregate }) };
    gate.handed = [site, fn, this, args];
    return make();
  };
}

/** Behind site, function and receiver; few arguments, which are what most calls have, are quickest to write out. */
function argumentsOf(handed: HandedCall): readonly unknown[] {
  switch (handed.length) {
    case 3:
      return [];
    case 4:
      return [handed[3]];
    case 5:
      return [handed[3], handed[4]];
    case 6:
      return [handed[3], handed[4], handed[5]];
    default:
      return filled(handed.length - 3, (index) => handed[index + 3]);
  }
}

/** `[a, [b, c]]` → `[a, b, c]`. */
function withRest(passed: readonly unknown[]): readonly unknown[] {
  const last = passed.length - 1;
  // Proof of the cast: the compiler says so only of a rest parameter or of `arguments`.
  const rest = passed[last] as ArrayLike<unknown>;
  return filled(last + rest.length, (index) => (index < last ? passed[index] : rest[index - last]));
}

function filled(length: number, at: (index: number) => unknown): readonly unknown[] {
  const list: unknown[] = [];
  for (let index = 0; index < length; index += 1) append(list, at(index));
  return list;
}
