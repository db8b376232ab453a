/**
 * A function tried on cases:
 *
 *   evaluate   each case in a capture of its own ─▶ scorers ─▶ scores, with the trace of each
 *     └─ table   the same as a table, for a person
 *   listeners  test frameworks, that show the table of an evaluation in one of their tests
 *   cases      cut from traces: what a function took and gave when it ran
 */
import { capture, type CaptureOptions } from '../capture/capture.ts';
import type { CapturedTrace } from '../capture/captured-trace.ts';
import { began } from './listeners.ts';
import { tableOf } from './table.ts';

/** What a function is tried with. */
export interface EvaluationCase<Input = unknown, Expected = unknown> {
  /** Shown in the table; the number of the case when absent. */
  readonly name?: string;
  readonly input: Input;
  readonly expected?: Expected;
}

/** Judges one run: 0 to 1, or whether it is right. What it throws counts as 0, with the message as the reason. */
export type Scorer<Input = unknown, Output = unknown, Expected = unknown> = (
  run: EvaluatedCase<Input, Output, Expected>,
) => number | boolean | Promise<number | boolean>;

/** A case that was tried. */
export interface EvaluatedCase<Input = unknown, Output = unknown, Expected = unknown> {
  readonly name: string;
  readonly input: Input;
  readonly expected: Expected | undefined;
  readonly output: Output | undefined;
  /** What the function threw. */
  readonly error: unknown;
  readonly trace: CapturedTrace<Output>;
}

/** A case with its scores. */
export interface EvaluationRow<Input = unknown, Output = unknown, Expected = unknown> extends EvaluatedCase<
  Input,
  Output,
  Expected
> {
  /** By the names of the scorers, 0 to 1. */
  readonly scores: Readonly<Record<string, number>>;
  /** Why a scorer gave 0 without judging: what it threw. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** What came of all cases. */
export interface Evaluation<Input = unknown, Output = unknown, Expected = unknown> {
  readonly rows: readonly EvaluationRow<Input, Output, Expected>[];
  /** The mean of each scorer, 0 to 1. */
  readonly means: Readonly<Record<string, number>>;
  /** A row for each case: its scores, tokens and cost. */
  toString(): string;
}

/**
 * Tries a function on cases, each in a capture of its own and at most four at a time, and has the runs judged. What the function
 * throws is judged as well: it is the run's `error`.
 *
 * @example
 * import { evaluate } from '@bud/testing';
 *
 * const cases = [{ input: 'tomatoes', expected: 'TOMATOES' }];
 * const { means } = await evaluate((text: string) => text.toUpperCase(), cases, {
 *   exact: ({ output, expected }) => output === expected,
 * });
 * means; // { exact: 1 }
 */
export async function evaluate<Input, Output, Expected = unknown>(
  fn: (input: Input) => Output | Promise<Output>,
  cases: readonly EvaluationCase<Input, Expected>[],
  scorers: Readonly<Record<string, Scorer<Input, Output, Expected>>>,
  { atOnce = 4, ...options }: CaptureOptions & { readonly atOnce?: number } = {},
): Promise<Evaluation<Input, Output, Expected>> {
  const ended = began();
  const rows: EvaluationRow<Input, Output, Expected>[] = [];
  const waiting = [...cases.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { name = String(index + 1), input, expected }] = next;
      const trace = await capture(() => fn(input), options);
      const run = { name, input, expected, output: trace.result, error: trace.error, trace };
      rows[index] = { ...run, ...(await judged(run, scorers)) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const names = Object.keys(scorers);
  const evaluation = { rows, means: meansOf(rows, names), toString: () => tableOf(rows, names) };
  ended(evaluation);
  return evaluation;
}

async function judged<Input, Output, Expected>(
  run: EvaluatedCase<Input, Output, Expected>,
  scorers: Readonly<Record<string, Scorer<Input, Output, Expected>>>,
): Promise<Pick<EvaluationRow, 'scores' | 'reasons'>> {
  const scores: Record<string, number> = {};
  const reasons: Record<string, string> = {};
  for (const [name, score] of Object.entries(scorers)) {
    try {
      scores[name] = Math.min(1, Math.max(0, Number(await score(run)) || 0));
    } catch (error) {
      scores[name] = 0;
      reasons[name] = error instanceof Error ? error.message : String(error);
    }
  }
  return { scores, reasons };
}

function meansOf(
  rows: readonly Pick<EvaluationRow, 'scores'>[],
  names: readonly string[],
): Readonly<Record<string, number>> {
  const meanOf = (name: string): number =>
    rows.length === 0 ? 0 : rows.reduce((sum, { scores }) => sum + (scores[name] ?? 0), 0) / rows.length;
  return Object.fromEntries(names.map((name) => [name, meanOf(name)]));
}
