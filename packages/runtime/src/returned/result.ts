/**
 * When the span of a call ends, by what the call returned:
 *
 *   anything else                         at once
 *   promise              promise          when it settles, whether or not anybody looks
 *     of an async function, which awaits it itself: awaited-call
 *   thenable             thenable         when its consumer's own call settles; as of its return when nobody ever asks
 *   generator            generator   ┐    resume: its own next, throw and return
 *   iterator, iterable   stream      ├─▶ items: counted, aggregated, one end
 *   Node's streams       stream      │
 *   ReadableStream       readable    ┘    outlet: a stream or a branch of it · pipe: what pipes read
 *   a Response, a plain result or array with streams in it: inside, which finds them
 *
 * The consumer gets the very object: watch puts methods before the object's own, and takes them away at the end.
 */
import { apply, sourceOf } from '@bud/value';
import type { TrackedFunction } from '../gate/gate.ts';
import type { RunBody } from '../span/entry.ts';
import { fail, guarded, leave, recordOutput, succeed, type CallSpan, type SpanTools } from '../span/span.ts';
import type { PreparedSite } from '../span/prepared-site.ts';
import { streamsIn, watchWholeReads } from './inside.ts';
import { IterationSpan, type Watch } from './items.ts';
import type { Settled } from './promise.ts';
import { watchStream } from './stream.ts';
import { isThenable, watchThenable } from './thenable.ts';

/** A call that has returned, and what ending its span may take. */
export interface Returned {
  readonly tools: SpanTools;
  readonly span: CallSpan;
  readonly run: RunBody;
  readonly fn: TrackedFunction;
  readonly aggregate: (() => unknown) | undefined;
}

/** Ends the span of a call when what it returned is through: at once, at settlement, or when a stream is consumed. */
export function endWith(returned: Returned, result: unknown): unknown {
  const { tools, span, fn } = returned;
  guarded(tools, 'end', () => {
    if (span.recording && isThenable(result)) {
      const settled = settlementOf(returned);
      if (!watchThenable(result, settled, mayBeHandled(span.prepared, fn))) leave(tools, span, undefined);
    } else {
      endWithValue(returned, result);
    }
  });
  return result;
}

/** Counts once: thenables may settle, and be asked, as often as they like. */
function settlementOf(returned: Returned): Settled {
  const { tools, span } = returned;
  const returnedAt = Date.now();
  let isSettled = false;
  const once = (settle: () => void): void => {
    if (isSettled) return;
    isSettled = true;
    settle();
  };
  return {
    onValue: (value) => once(() => endWithValue(returned, value)),
    onError: (error) => once(() => fail(tools, span, error)),
    onForgotten: () => once(() => leave(tools, span, 'abandoned', returnedAt)),
  };
}

/** Ends the span of a call by what it returned, or by what its promise was fulfilled with. */
export function endWithValue({ tools, span, run, aggregate }: Returned, value: unknown): void {
  guarded(tools, 'end', () => {
    let last: Watch | undefined;
    const watchOf = (): Watch => (last = { span: last?.span.fork() ?? new IterationSpan(tools, span, aggregate), run });
    if (!span.recording) return succeed(tools, span, undefined);
    guarded(tools, 'output', () => span.reading?.result?.(value));
    const isWatched = watchStream(value, watchOf);
    if (isWatched === false) return leave(tools, span, undefined);
    if (isWatched === true) return;
    for (const stream of streamsIn(value, span.prepared.stream)) watchStream(stream, watchOf);
    if (last === undefined) {
      succeed(tools, span, { value });
    } else {
      watchWholeReads(value, last);
      recordOutput(tools, span, value);
    }
  });
}

const handling = new WeakMap<PreparedSite, boolean>();

/** Handling a promise without returning what that gives: `.catch(…)`, `.finally(…)`, `.then(…, …)`, `allSettled(…)`. */
const handler = /\.\s*(?:catch|finally)\s*\(|\ballSettled\s*\(|\.\s*then\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*,/;

/** In front of the body: `name(a, b) {`, `(a) =>`. In it: what the compiler has written, and parentheses of statements. */
const noCall = /^[^{=]*(?:\{|=>)|\.enter\([^)]*\)|\.call\(\)|\b(?:if|for|while|switch|return)\s*\(/g;

/** A promise is made by calling something: `f(…)`, `new C`, `` tag`…` ``; what a native does is not written in it. */
const call = /[\w$)\]]\s*[(`]|\bnew\b|\[native code/;

/**
 * Whether a rejection of the promise that a function returns may be handled already; no promise can be asked for that. It
 * is decided by what is written in the function: it may have handled a promise that it made, and a function that calls
 * nothing returns one that was there before, of which anything may be true.
 */
function mayBeHandled(prepared: PreparedSite, fn: TrackedFunction): boolean {
  let answer = handling.get(prepared);
  if (answer === undefined) {
    // Proof of the cast: the source text of a function.
    const text = apply(sourceOf, fn, []) as string;
    answer = handler.test(text) || !call.test(text.replace(noCall, ''));
    handling.set(prepared, answer);
  }
  return answer;
}
