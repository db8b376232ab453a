import type { Attached } from '../find/attach.ts';
import type { FoundFunction } from '../find/function.ts';
import type { Mark } from '../mark/mark.ts';
import type { Reason } from './reason.ts';
import type { FunctionKind, SourceSite } from '@bud/value';

/** A function that marks or rules ask for, what became of it, and why. Offsets are UTF-16. */
export interface ConsideredFunction {
  /** Qualified name. */
  readonly name: string;
  readonly kind: FunctionKind;
  /** The position that spans report. */
  readonly start: number;
  readonly end: number;
  /** `null`: it is not tracked. */
  readonly shape: 're-enter' | 'enclose' | null;
  readonly reason: Reason;
  readonly site: SourceSite | null;
  /** Indexes of the configured rules that ask for it. */
  readonly rules: readonly number[];
}

/** A mark, and the function or class that it attaches to. Offsets are UTF-16. */
export interface AttachedMark {
  readonly start: number;
  readonly end: number;
  /** `null`: it attaches to nothing, which is a problem. */
  readonly target: { readonly kind: 'function' | 'class'; readonly name: string; readonly start: number } | null;
}

/** What is known of a function before it is decided whether and how it is tracked. */
export function consider(
  { node, name, kind, position }: FoundFunction,
  rules: readonly { readonly index: number }[],
): Omit<ConsideredFunction, 'shape' | 'reason' | 'site'> {
  return { name, kind, start: position, end: node.end, rules: rules.map(({ index }) => index) };
}

/** What each mark of a file attaches to, in the order of the text. */
export function attachedMarks(marks: readonly Mark[], { functions, classes }: Attached): readonly AttachedMark[] {
  const targets = new Map<Mark, AttachedMark['target']>();
  for (const [{ name, node }, attached] of functions) {
    for (const mark of attached) targets.set(mark, { kind: 'function', name, start: node.start });
  }
  for (const [{ name, node }, attached] of classes) {
    for (const mark of attached) targets.set(mark, { kind: 'class', name, start: node.start });
  }
  return marks.map((mark) => ({ start: mark.start, end: mark.end, target: targets.get(mark) ?? null }));
}
