import type { TrackOptions } from './options.ts';

/** Which arguments of a call are recorded, and under which names. */
export interface ParameterValues {
  readonly inputs: readonly string[];
  /** Parameters without an argument: the names of secrets are told also of these. */
  readonly absent: readonly string[];
  /** The values of `inputs`; undefined when they are the first arguments, as they are. */
  readonly read: ((args: ArrayLike<unknown>) => readonly unknown[]) | undefined;
}

interface Parameter {
  readonly name: string;
  readonly index: number;
  readonly isRest: boolean;
}

/** More unnamed arguments are not recorded; half of what OpenTelemetry SDKs keep per span by default. */
const maxUnnamed = 64;

/** Calls with at least this many arguments are recorded alike. */
export function mostValues({ params }: TrackOptions): number {
  return params?.length ?? maxUnnamed;
}

/**
 * Decides for calls with `count` arguments of a function whose `length` is known.
 *
 * A missing argument before `length` is undefined in the body too. After that, it may have a default, which only the
 * body knows: then nothing is recorded rather than something wrong.
 */
export function parameterValues(options: TrackOptions, length: number, count: number): ParameterValues {
  if (options.captureInput === false) return { inputs: [], absent: [], read: undefined };
  const { ignore = [], only } = options;
  const present = Math.min(Math.max(count, length), mostValues(options));
  const wanted = namedParameters(options.params, present).filter(
    ({ name }) => !ignore.includes(name) && only?.includes(name) !== false,
  );
  const isAbsent = ({ isRest, index }: Parameter): boolean => !isRest && index >= present;
  const taken = wanted.filter((parameter) => !isAbsent(parameter));
  const isPrefix = taken.every(({ index, isRest }, position) => index === position && !isRest);
  return {
    inputs: taken.map(({ name }) => name),
    absent: wanted.filter(isAbsent).map(({ name }) => name),
    read: isPrefix ? undefined : (args) => taken.map((parameter) => argumentOf(parameter, args)),
  };
}

function namedParameters(params: readonly string[] | undefined, present: number): readonly Parameter[] {
  const names = params ?? Array.from({ length: present }, (_, index) => String(index));
  return names.map((name, index) => {
    const isRest = name.startsWith('...');
    return { name: isRest ? name.slice(3) : name, index, isRest };
  });
}

function argumentOf({ index, isRest }: Parameter, args: ArrayLike<unknown>): unknown {
  return isRest ? Array.from(args).slice(index) : args[index];
}
