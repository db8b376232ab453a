import type { Trace } from '@bud/trace';
import type { Expectation } from './expectation.ts';
import type { ToolArguments } from './tool.ts';
import { isTrace } from './subject.ts';

/** The matchers as test frameworks declare them: with what an assertion gives, a promise behind `resolves`. */
export type FrameworkMatchers<Given> = {
  readonly [Name in Exclude<keyof Expectation, 'not' | 'toHaveCalledTool'>]: (
    ...args: Parameters<Expectation[Name]>
  ) => Given;
} & {
  /** A tool was called, with at least those arguments. */
  toHaveCalledTool<Name extends string>(name: Name, args?: ToolArguments<Name>): Given;
  /** As a snapshot of the tree, without ids and times; inline, `toMatchInlineSnapshot()` does the same. */
  toMatchTrace(hint?: string): Given;
};

/** Prints a trace in snapshots as its tree. */
export const serializer = {
  test: (value: unknown): value is Trace => isTrace(value),
  serialize: (trace: Trace): string => trace.toString(),
};
