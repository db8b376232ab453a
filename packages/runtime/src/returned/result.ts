/**
 * When the span of a call ends, by what the call returned:
 *
 *   anything else                    at once
 *   promise, thenable    promise     when it settles, or as of its return when nobody ever looks at it
 *   generator            generator   ┐
 *   iterator, iterable   stream      ├─▶ items: counted, aggregated, one end
 *   Node's streams       stream      │
 *   ReadableStream       readable    ┘     outlet: a stream or a branch of it · pipe: what pipes read
 *
 * The consumer gets the very object: watch puts methods before the object's own, and takes them away at the end.
 */
import { isExactPromise, passOn } from '@bud/value';
import type { RunBody } from '../span/entry.ts';
import { endAsReturned, fail, guarded, succeed, type OpenSpan, type SpanTools } from '../span/span.ts';
import { IterationSpan } from './items.ts';
import { isThenable, watchThenable, type Settled } from './promise.ts';
import { watchStream } from './stream.ts';

/** A call that has returned, and what ending its span may take. */
export interface Returned {
  readonly tools: SpanTools;
  readonly span: OpenSpan;
  readonly run: RunBody;
  readonly aggregate: (() => unknown) | undefined;
}

/**
 * Ends the span of a call when what it returned is through: at once, at settlement, or when a stream is consumed. Gives
 * what the call returns: for an async function a promise that settles after the span has ended, otherwise `result`.
 */
export function endWith(returned: Returned, result: unknown): unknown {
  const { tools, span } = returned;
  const settled: Settled = {
    onValue: (value) => endWithValue(returned, value),
    onError: (error) => fail(tools, span, error),
  };
  let handed = result;
  guarded(tools, 'end', () => {
    // The instrumented function awaits this promise itself, so neither its identity nor anybody else's handling of its
    // rejection is at stake.
    if (span.template.kind === 'async' && isExactPromise(result)) {
      handed = passOn(result, settled.onValue, settled.onError);
    } else if (span.recording && isThenable(result)) {
      if (watchThenable(result, settled)) endWhenForgotten(returned, result);
      else succeed(tools, span, undefined);
    } else {
      endWithValue(returned, result);
    }
  });
  return handed;
}

function endWithValue({ tools, span, run, aggregate }: Returned, value: unknown): void {
  guarded(tools, 'end', () => {
    const watchOf = (): { span: IterationSpan; run: RunBody } => ({
      span: new IterationSpan(tools, span, aggregate),
      run,
    });
    if (!span.recording || !watchStream(value, watchOf)) succeed(tools, span, { value });
  });
}

interface Forgotten {
  readonly tools: SpanTools;
  readonly span: OpenSpan;
  readonly returnedAt: number;
}

const forgotten =
  typeof FinalizationRegistry === 'undefined'
    ? undefined
    : /* @__PURE__ */ new FinalizationRegistry<Forgotten>(({ tools, span, returnedAt }) => {
        // Spans that have ended in the meantime are no longer recording.
        if (span.span.isRecording()) endAsReturned(tools, span, returnedAt);
      });

// Nobody may ever ask the promise or thenable; then the call was over when it returned.
function endWhenForgotten({ tools, span }: Returned, thenable: object): void {
  forgotten?.register(thenable, { tools, span, returnedAt: Date.now() });
}
