import { runMatrix } from './matrix.ts';

/** One line of a table of proofs: how many programs of a suite run at all, and how many do the same compiled. */
export interface ProofRow {
  readonly suite: string;
  readonly programs: number;
  readonly plain: number;
  readonly off: number;
  readonly on: number;
  readonly regressions: readonly string[];
}

/** The matrix as rows; runtimes that are not installed have none. */
export async function proofRows(): Promise<readonly ProofRow[]> {
  const rows = await runMatrix('', () => {});
  return rows
    .filter(({ missing }) => missing === undefined)
    .map(({ runtime, version, set, verdicts, failure }) => ({
      suite: `fixtures, ${runtime} ${version}, OpenTelemetry ${set}`,
      programs: verdicts.length,
      plain: verdicts.filter(({ plain }) => plain).length,
      off: verdicts.filter(({ off }) => off).length,
      on: verdicts.filter(({ on }) => on).length,
      regressions: [
        ...(failure === undefined ? [] : [failure]),
        ...verdicts.flatMap(({ name, regressions }) => regressions.map((regression) => `${name}: ${regression}`)),
      ],
    }));
}
