/**
 * What tests say of traces, as data for every test framework:
 *
 *   matchers   a trace or span, and what is expected ─▶ does it hold?  and what to say if it should not, or should
 *     ├─ subject      a whole trace, or one span of it      verdict   what comes of it
 *     ├─ among        one of several spans, or the nearest        meant  the name that was probably meant
 *     ├─ tool         what a tool takes, where that is known
 *     ├─ difference   the first place where a value is not what was expected
 *     └─ report       the tree, with the difference marked
 *   expectation  the same as functions that throw, for `node:test`      assertions   about single spans
 */
import type { TraceSpan } from '@bud/trace';
import { matchingPath, pathOf, shownValue, shownValues, sumOf } from '@bud/trace/text';
import { among } from './among.ts';
import { differenceBetween, type Difference } from './difference.ts';
import { meantName } from './meant.ts';
import { quoted, report, shownDifference } from './report.ts';
import type { ToolArguments } from './tool.ts';
import { isTrace, rootsOf, spansIn, subjectOf, treeAround } from './subject.ts';
import type { Verdict } from './verdict.ts';

/** What an error has to be: its class, its name or a part of its message. */
export type ExpectedError = string | RegExp | (abstract new (...args: never[]) => unknown);

type Attributes = Readonly<Record<string, unknown>>;

/** By the names under which test frameworks have them. */
export interface TraceMatchers {
  /** There is a span at that path of names (`answer > search`), with at least those attributes. */
  toHaveSpan(subject: unknown, path: string, attributes?: Attributes): Verdict;
  /** A tool was called, with at least those arguments. */
  toHaveCalledTool<Name extends string>(subject: unknown, name: Name, args?: ToolArguments<Name>): Verdict;
  /** The span has at least those attributes. */
  toHaveAttributes(subject: unknown, attributes: Attributes): Verdict;
  toHaveEvent(subject: unknown, name: string, attributes?: Attributes): Verdict;
  /** Nothing has failed: neither the span nor, of a trace, any of its spans. */
  toBeOk(subject: unknown): Verdict;
  /** The span has failed; of a trace, one of its spans. */
  toHaveFailedWith(subject: unknown, error: ExpectedError): Verdict;
  /** The span is directly below that one, or below one at that path. */
  toHaveBeenChildOf(subject: unknown, parent: TraceSpan | string): Verdict;
  /** All calls to models below have cost less than so many US dollars. */
  toHaveCostLessThan(subject: unknown, usd: number): Verdict;
}

export const matchers: TraceMatchers = {
  toHaveSpan(subject, path, attributes) {
    const of = subjectOf(subject, 'toHaveSpan');
    const found = spansIn(of).filter(matchingPath(path));
    const wanted = `a span \`${path}\`${attributes === undefined ? '' : ` with ${shownValues(attributes)}`}`;
    return among(of, found, wanted, spansIn(of).map(nameOf), path, (span) =>
      differenceBetween(attributes ?? {}, span.attributes),
    );
  },

  toHaveCalledTool(subject, name, args?: Attributes) {
    const of = subjectOf(subject, 'toHaveCalledTool');
    const tools = spansIn(of).filter(({ type }) => type === 'tool');
    const found = tools.filter((span) => toolName(span) === name || span.name === name);
    const wanted = `a call of the tool \`${name}\`${args === undefined ? '' : ` with ${shownValues(args)}`}`;
    return among(of, found, wanted, tools.map(toolName), name, (span) => differenceOfArguments(args ?? {}, span.input));
  },

  toHaveAttributes(subject, attributes) {
    const span = spanOf(subject, 'toHaveAttributes');
    const found = differenceBetween(attributes, span.attributes);
    return {
      pass: found === undefined,
      message: () =>
        found === undefined
          ? report(`Expected ${quoted(span)} not to have ${shownValues(attributes)}, and it has.`, [treeAround(span)])
          : report(
              `Expected ${quoted(span)} to have ${shownValues(attributes)}.`,
              [treeAround(span)],
              new Map([[span, [shownDifference(found), ...notAsked(span, attributes)]]]),
            ),
    };
  },

  toHaveEvent(subject, name, attributes = {}) {
    const span = spanOf(subject, 'toHaveEvent');
    const named = span.events.filter((event) => event.name === name);
    const differences = named.map((event) => differenceBetween(attributes, event.attributes));
    const pass = differences.includes(undefined);
    const marks =
      named.length === 0
        ? [`▲ its events: ${span.events.length === 0 ? 'none' : span.events.map((event) => event.name).join(', ')}`]
        : differences.map((found) => (found === undefined ? `▲ ${name}` : shownDifference(found)));
    return {
      pass,
      message: () =>
        report(
          `Expected ${quoted(span)} ${pass ? 'not ' : ''}to have an event \`${name}\`.`,
          [treeAround(span)],
          new Map([[span, marks]]),
        ),
    };
  },

  toBeOk(subject) {
    const of = subjectOf(subject, 'toBeOk');
    const failed = (isTrace(of) ? of.spans : [of]).filter(({ error }) => error !== undefined);
    const thrown = isTrace(of) && 'error' in of ? of.error : undefined;
    return {
      pass: failed.length === 0 && thrown === undefined,
      message: () =>
        report(
          failed.length > 0
            ? `Expected nothing to fail, and ${failed.length} of ${spansIn(of).length} spans did.`
            : thrown === undefined
              ? 'Expected something to fail, and nothing did.'
              : `Expected nothing to fail, and the captured function threw ${thrown instanceof Error ? thrown.message : shownValue(thrown)}.`,
          rootsOf(of).map(treeAround),
          new Map(failed.map((span) => [span, ['▲ has failed']])),
        ),
    };
  },

  toHaveFailedWith(subject, expected) {
    const of = subjectOf(subject, 'toHaveFailedWith');
    const failed = (isTrace(of) ? of.spans : [of]).filter(({ error }) => error !== undefined);
    const pass = failed.some(({ error }) => isError(expected, error));
    const wanted = typeof expected === 'function' ? expected.name : shownValue(expected);
    const fault = failed.length === 0 ? 'and nothing failed' : 'and it failed with something else';
    return {
      pass,
      message: () =>
        report(
          pass ? `Expected no failure with ${wanted}.` : `Expected a failure with ${wanted}, ${fault}.`,
          rootsOf(of).map(treeAround),
          new Map(failed.map((span) => [span, [`▲ failed with ${span.error?.type}`]])),
        ),
    };
  },

  toHaveBeenChildOf(subject, parent) {
    const span = spanOf(subject, 'toHaveBeenChildOf');
    const path = typeof parent === 'string' ? parent : pathOf(parent);
    const isBelow =
      typeof parent === 'string'
        ? span.parent !== undefined && matchingPath(parent)(span.parent)
        : span.parent === parent;
    const above = span.parent === undefined ? '▲ is below nothing' : `▲ is below ${span.parent.name}`;
    return {
      pass: isBelow,
      message: () =>
        report(
          `Expected ${quoted(span)} ${isBelow ? 'not ' : ''}to be directly below \`${path}\`.`,
          [treeAround(span)],
          new Map([[span, [above]]]),
        ),
    };
  },

  toHaveCostLessThan(subject, usd) {
    const of = subjectOf(subject, 'toHaveCostLessThan');
    const { costUsd } = isTrace(of) ? of.usage : sumOf(spansIn(of).map(({ usage }) => usage));
    const calls = spansIn(of).filter(({ usage }) => usage !== undefined);
    return {
      pass: costUsd < usd,
      message: () =>
        report(
          `Expected calls to models to cost ${costUsd < usd ? 'at least' : 'less than'} $${usd}; they have cost $${costUsd}.`,
          rootsOf(of),
          new Map(calls.map((span) => [span, [`▲ $${span.usage?.costUsd ?? 0}`]])),
        ),
    };
  },
};

function nameOf({ name }: TraceSpan): string {
  return name;
}

function toolName({ name, attributes }: TraceSpan): string {
  const { 'gen_ai.tool.name': tool } = attributes;
  return typeof tool === 'string' ? tool : name;
}

/** Arguments by name, or the members of the one object that a tool takes. */
function differenceOfArguments(expected: Attributes, input: Attributes): Difference | undefined {
  const byName = differenceBetween(expected, input);
  const [only, ...others] = Object.values(input);
  if (byName === undefined || others.length > 0 || typeof only !== 'object' || only === null) return byName;
  return differenceBetween(expected, only);
}

function spanOf(subject: unknown, matcher: string): TraceSpan {
  const of = subjectOf(subject, matcher);
  if (!isTrace(of)) return of;
  const [only, ...others] = of.roots;
  if (only !== undefined && others.length === 0) return only;
  throw new TypeError(
    `${matcher}() is about one span, and the trace has ${of.roots.length} at its top: give it \`trace.find('name')\`.`,
  );
}

/** A span of an error knows its class by name only. */
function isError(expected: ExpectedError, error: TraceSpan['error']): boolean {
  if (error === undefined) return false;
  if (expected instanceof RegExp) return expected.test(error.message);
  if (typeof expected === 'string') return error.type === expected || error.message.includes(expected);
  return error.type === expected.name;
}

/** Attributes of the span that are called like the expected ones. */
function notAsked({ attributes }: TraceSpan, expected: Attributes): readonly string[] {
  const missing = Object.keys(expected).filter((key) => !(key in attributes));
  return missing.flatMap((key) => {
    const nearest = meantName(key, Object.keys(attributes));
    return nearest === undefined
      ? []
      : [`▲ it has no ${key}; the nearest is ${nearest}: ${shownValue(attributes[nearest])}`];
  });
}
