import type { Trace, TraceSpan } from '@bud/trace';

/** What is asserted about: a whole trace, or one span of it. */
export type Subject = Trace | TraceSpan;

/** Throws a `TypeError` for anything else, with what it is. */
export function subjectOf(value: unknown, matcher: string): Subject {
  if (isTrace(value) || isSpan(value)) return value;
  const given = value === undefined ? 'undefined (was no span found?)' : typeof value;
  throw new TypeError(`${matcher}() takes what \`capture()\` gave, or one of its spans, not ${given}.`);
}

export function isTrace(value: unknown): value is Trace {
  return typeof value === 'object' && value !== null && 'roots' in value && 'findAll' in value;
}

function isSpan(value: unknown): value is TraceSpan {
  return typeof value === 'object' && value !== null && 'spanId' in value && 'children' in value;
}

/** The spans in question: all of a trace; a span and what is below it. */
export function spansIn(subject: Subject): readonly TraceSpan[] {
  return isTrace(subject) ? subject.spans : [subject, ...subject.children.flatMap(spansIn)];
}

export function rootsOf(subject: Subject): readonly TraceSpan[] {
  return isTrace(subject) ? subject.roots : [subject];
}

/** The tree that a span stands in. */
export function treeAround(span: TraceSpan): TraceSpan {
  return span.parent === undefined ? span : treeAround(span.parent);
}
