/** The parts of tracking that can fail without the program noticing. */
export type Stage = 'start' | 'input' | 'secret' | 'output' | 'aggregate' | 'error' | 'end' | 'context';

/** Where failures of tracking itself go, so that none of them reaches the program. */
export interface Failures {
  readonly count: number;
  report(stage: Stage, error: unknown): void;
}

/**
 * Counts failures and hands the first of every stage to `log`: a failure that repeats on every call must not flood.
 *
 * @example
 * const failures = createFailures((text, error) => diag.error(text, error));
 */
export function createFailures(log: (text: string, error: unknown) => void): Failures {
  const reported = new Set<Stage>();
  let count = 0;
  return {
    get count() {
      return count;
    },
    report(stage, error) {
      count += 1;
      if (reported.has(stage)) return;
      reported.add(stage);
      try {
        log(
          `bud: recording failed at "${stage}"; the program is unaffected, further failures there are only counted`,
          error,
        );
      } catch {
        // The logger is the last resort; there is nobody left to tell.
      }
    },
  };
}
