/** The parts of tracking that can fail without the program noticing. */
export type FailurePoint = 'start' | 'input' | 'secret' | 'output' | 'aggregate' | 'error' | 'end' | 'context';

/** Where failures of tracking itself go, so that none of them reaches the program. */
export interface Failures {
  readonly count: number;
  report(point: FailurePoint, error: unknown): void;
}

/**
 * Counts failures and hands the first at each point to `log`: a failure that repeats on every call must not flood.
 *
 * @example
 * const failures = createFailures((message, error) => diag.error(message, error));
 */
export function createFailures(log: (message: string, error: unknown) => void): Failures {
  const reported = new Set<FailurePoint>();
  let count = 0;
  return {
    get count() {
      return count;
    },
    report(point, error) {
      count += 1;
      if (reported.has(point)) return;
      reported.add(point);
      try {
        log(
          `bud: recording failed at "${point}"; the program is not affected, and further failures there are only counted.`,
          error,
        );
      } catch {
        // The logger is the last resort; there is nobody left to tell.
      }
    },
  };
}
