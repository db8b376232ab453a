import { apply } from '@bud/value';
import type { IterationSpan } from './iteration-span.ts';
import { overrideMethod } from './own-method.ts';
import type { RunBody } from './recorder.ts';

/** What watching a stream needs: where its items are counted, and how its producer is run inside the context. */
export interface Watch {
  readonly span: IterationSpan;
  readonly run: RunBody;
}

/** A call of a watched method; `proceed` makes it, inside the span's context. */
export interface Intercepted {
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly original: unknown;
  readonly proceed: () => unknown;
}

/** Puts `instead` in place of a method of a watched object, until the span ends. */
export function intercept(
  { span, run }: Watch,
  object: object,
  key: PropertyKey,
  instead: (call: Intercepted) => unknown,
): void {
  const restore = overrideMethod(
    object,
    key,
    (original) =>
      function (this: unknown, ...args: readonly unknown[]): unknown {
        if (span.ended) return apply(original, this, args);
        return instead({ self: this, args, original, proceed: () => run(span.open, undefined, original, this, args) });
      },
  );
  if (restore !== undefined) span.atEnd(restore);
}
