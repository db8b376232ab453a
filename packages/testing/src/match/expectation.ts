import { AssertionError } from 'node:assert';
import { matchers, type TraceMatchers } from './matchers.ts';
import type { ToolArguments } from './tool.ts';
import type { Verdict } from './verdict.ts';

/** The matchers, without their subject. */
export type Expectation = {
  readonly [Name in Exclude<keyof TraceMatchers, 'toHaveCalledTool'>]: TraceMatchers[Name] extends (
    subject: unknown,
    ...args: infer Args
  ) => Verdict
    ? (...args: Args) => void
    : never;
} & {
  /** A tool was called, with at least those arguments. */
  toHaveCalledTool<Name extends string>(name: Name, args?: ToolArguments<Name>): void;
  /** The same, the other way round. */
  readonly not: Omit<Expectation, 'not'>;
};

/**
 * The matchers for test frameworks that have none, such as `node:test`. Each throws an `AssertionError` that shows the tree
 * with the difference.
 *
 * @example
 * import { capture, expectTrace } from '@bud/testing';
 * import { span } from '@bud/observe';
 *
 * const trace = await capture(() => span('greet', () => 'Hello'));
 * expectTrace(trace).toHaveSpan('greet');
 * expectTrace(trace).not.toHaveSpan('leave');
 */
export function expectTrace(subject: unknown): Expectation {
  return { ...boundTo(subject, true), not: boundTo(subject, false) };
}

function boundTo(subject: unknown, isWanted: boolean): Omit<Expectation, 'not'> {
  const entries = Object.entries(matchers).map(
    ([name, matcher]: readonly [string, (...given: readonly unknown[]) => Verdict]) => {
      const assert = (...args: readonly unknown[]): void => {
        const verdict = Reflect.apply(matcher, matchers, [subject, ...args]);
        if (verdict.pass !== isWanted) throw new AssertionError({ message: verdict.message(), stackStartFn: assert });
      };
      return [name, assert] as const;
    },
  );
  // Proof of the cast: one function for each matcher, which takes what that takes.
  return Object.fromEntries(entries) as unknown as Omit<Expectation, 'not'>;
}
