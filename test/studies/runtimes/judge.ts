import { readFileSync } from 'node:fs';
import type { FixtureCase } from '../../fixtures/fixture-case.ts';
import type { SpanNode } from '../../fixtures/span-tree.ts';
import type { FixtureRun } from './inside/run-fixtures.ts';

/** What became of one fixture on one runtime. */
export interface Verdict {
  readonly name: string;
  /** As it was written it returns something there; false where a runtime lacks what it needs. */
  readonly plain: boolean;
  /** It runs plain, and does the same compiled, with nothing behind the gate or with a recorder and all its spans. */
  readonly off: boolean;
  readonly on: boolean;
  /** The runtime does something else than Node with the fixture as it was written; then spans are not compared. */
  readonly ownWay?: string;
  /** What is wrong, in the words of a report. */
  readonly regressions: readonly string[];
}

/**
 * Without a context manager a span that starts after `await`, or on a resume that no tracked code asked for, starts a
 * trace of its own. These are all the fixtures with such spans, and how many.
 */
const lostParents: Readonly<Record<string, number>> = {
  'async-generator/parent-of-calls': 2,
  'nesting/concurrent-calls': 2,
  'nesting/across-awaits': 2,
};

/** Compares one run with the same fixture as it was written: there with what Node saw, and here with off and on. */
export function judge(
  fixture: FixtureCase,
  run: FixtureRun,
  onNode: FixtureRun,
  { hasContextManager }: { readonly hasContextManager: boolean },
): Verdict {
  const ownWay = isSame(run.plain, onNode.plain)
    ? undefined
    : `${text(run.plain, 120)} instead of ${text(onNode.plain, 120)}`;
  const offProblems = differences('off', run);
  const onProblems = [
    ...differences('on', run),
    ...(run.failureCount === onNode.failureCount ? [] : [`on: ${run.failureCount} failures inside tracking`]),
    ...(ownWay === undefined ? spanProblems(fixture, run, hasContextManager) : []),
  ];
  const plain = 'value' in run.plain;
  return {
    name: fixture.name,
    plain,
    off: plain && offProblems.length === 0,
    on: plain && onProblems.length === 0,
    ...(ownWay === undefined ? {} : { ownWay }),
    regressions: [...offProblems, ...onProblems],
  };
}

function differences(mode: 'off' | 'on', run: FixtureRun): readonly string[] {
  return isSame(run[mode], run.plain) ? [] : [`${mode}: ${text(run[mode])} instead of ${text(run.plain)}`];
}

function spanProblems({ name, folder }: FixtureCase, { spans }: FixtureRun, hasContext: boolean): readonly string[] {
  const expected = JSON.parse(readFileSync(`${folder}/spans.json`, 'utf8')) as readonly SpanNode[]; // written by a test
  const expectedLost = hasContext ? 0 : (lostParents[name] ?? 0);
  if (expectedLost === 0) return isSame(spans, expected) ? [] : [`spans: ${text(spans)}`];
  const { lost, wrong } = compareParents(spans, expected);
  if (wrong.length === 0 && lost === expectedLost) return [];
  return [`spans: ${lost} without their parent, expected ${expectedLost}; wrong: ${wrong.join(', ') || 'none'}`];
}

interface Family {
  readonly span: string;
  readonly parent: string | undefined;
}

/** Every span has to be there, under its own parent or under none. */
function compareParents(
  actual: readonly SpanNode[],
  expected: readonly SpanNode[],
): { readonly lost: number; readonly wrong: readonly string[] } {
  const left = [...families(actual)];
  const take = (span: string, parent: string | undefined): boolean => {
    const index = left.findIndex((family) => family.span === span && family.parent === parent);
    if (index !== -1) left.splice(index, 1);
    return index !== -1;
  };
  // Exact ones first: a span without a parent must not stand for one that has its own.
  const missing = [...families(expected)].filter(({ span, parent }) => !take(span, parent));
  const wrong = missing.filter(({ span }) => !take(span, undefined)).map(({ span }) => span);
  return { lost: missing.length - wrong.length, wrong: [...wrong, ...left.map(({ span }) => span)] };
}

function* families(nodes: readonly SpanNode[], parent?: string): Generator<Family> {
  for (const { children = [], ...own } of nodes) {
    const span = JSON.stringify(own);
    yield { span, parent };
    yield* families(children, span);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function text(value: unknown, maxLength = 600): string {
  const json = JSON.stringify(value);
  return json.length <= maxLength ? json : `${json.slice(0, maxLength)}…`;
}
