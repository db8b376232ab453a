import { track, type AnyFunction, type TrackOptions } from '@bud/runtime/track';

/** What `instrument` takes: `track`'s options under the names that Logfire has for them. */
export interface InstrumentSettings extends Omit<TrackOptions, 'params' | 'captureInput' | 'captureOutput'> {
  /** Names of the parameters, in order; false records no argument. */
  readonly extractArgs?: boolean | readonly string[];
  /** True records what the function returns; false when absent. */
  readonly recordReturn?: boolean;
}

/**
 * Tracks a function at run time, as `track` does, except that what it returns is recorded only on request.
 *
 * @example
 * const greet = instrument((name: string) => `Hello ${name}`, { message: 'Greeting {0}', recordReturn: true });
 * greet('Ada');
 */
export function instrument<F extends AnyFunction>(fn: F, options: InstrumentSettings = {}): F {
  const { extractArgs = true, recordReturn = false, ...rest } = options;
  return track({
    ...rest,
    captureInput: extractArgs !== false,
    captureOutput: recordReturn,
    ...(Array.isArray(extractArgs) && { params: extractArgs }),
  })(fn);
}
