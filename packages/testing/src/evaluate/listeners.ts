import type { Trace } from '@bud/trace';

/** What is told of an evaluation. */
export interface ToldEvaluation {
  readonly rows: readonly {
    readonly name: string;
    readonly scores: Readonly<Record<string, number>>;
    readonly trace: Trace;
  }[];
  /** The table. */
  toString(): string;
}

/** Is called when an evaluation begins, in the test that it is a part of; gives what is called when it has ended. */
export type EvaluationListener = () => ((evaluation: ToldEvaluation) => void) | undefined;

const listeners = new Set<EvaluationListener>();

export function onEvaluation(listener: EvaluationListener): void {
  listeners.add(listener);
}

/** Tells all listeners; gives what tells them of the end. */
export function began(): (evaluation: ToldEvaluation) => void {
  const ended = Array.from(listeners, (listener) => listener());
  return (evaluation) => {
    for (const each of ended) each?.(evaluation);
  };
}
