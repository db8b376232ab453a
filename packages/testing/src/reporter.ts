/**
 * Shows the evaluations of a run of Vitest: the table of each, and the traces of what is not wholly right. It is named in
 * `reporters`, beside `@bud/testing/vitest` in `setupFiles`, which tells it of them.
 */
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** What is shown. */
export interface EvaluationReporterOptions {
  /** `'wrong'` shows the traces of cases with a score below 1, `'all'` those of all; `'wrong'` when absent. */
  readonly traces?: 'all' | 'wrong';
}

/** An evaluation in the words of the process that has shown it. */
export interface ShownEvaluation {
  readonly table: string;
  readonly rows: readonly { readonly name: string; readonly isRight: boolean; readonly tree: string }[];
}

declare module 'vitest' {
  interface TaskMeta {
    /** The evaluations of a test. */
    budEvaluations?: readonly ShownEvaluation[];
  }
}

/**
 * Vitest's reporter for evaluations.
 *
 * @example
 * import { defineConfig } from 'vitest/config';
 *
 * export default defineConfig({
 *   test: { setupFiles: '@bud/testing/vitest', reporters: ['default', ['@bud/testing/reporter', { traces: 'all' }]] },
 * });
 */
export default class EvaluationReporter implements Reporter {
  readonly #traces: 'all' | 'wrong';
  #vitest: Vitest | undefined;

  constructor({ traces = 'wrong' }: EvaluationReporterOptions = {}) {
    this.#traces = traces;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules)
      for (const test of module.children.allTests())
        for (const evaluation of test.meta().budEvaluations ?? [])
          this.#vitest?.logger.log(`\n${test.fullName}\n\n${this.#shown(evaluation)}`);
  }

  #shown({ table, rows }: ShownEvaluation): string {
    const shown = rows.filter(({ isRight }) => !isRight || this.#traces === 'all');
    return [table, ...shown.map(({ name, tree }) => `${name}\n${tree.replaceAll(/^/gm, '  ')}`)].join('\n\n');
  }
}
