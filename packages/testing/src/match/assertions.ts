import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { TraceSpan } from '@bud/trace';
import { fromSdkSpan, traceSpan } from '@bud/trace/spans';
import { expectTrace, type Expectation } from './expectation.ts';
import type { ExpectedError } from './matchers.ts';

/** A span of a trace, or of an exporter. */
export type AnySpan = TraceSpan | ReadableSpan;

/**
 * Throws an `AssertionError` unless a span has at least those attributes.
 *
 * @example
 * import { assertSpanHasAttributes, capture } from '@bud/testing';
 * import { span } from '@bud/observe';
 *
 * const { spans } = await capture(() => span('greet {name}', { name: 'Ada' }, () => {}));
 * assertSpanHasAttributes(spans[0], { name: 'Ada' });
 */
export function assertSpanHasAttributes(
  span: AnySpan | undefined,
  attributes: Readonly<Record<string, unknown>>,
): void {
  expectationOf(span).toHaveAttributes(attributes);
}

/**
 * Throws an `AssertionError` unless a span has an event of that name.
 *
 * @example
 * import { assertSpanHasEvent, capture } from '@bud/testing';
 * import { span } from '@bud/observe';
 *
 * const { spans } = await capture(() => span('work', (open) => open.addEvent('half')));
 * assertSpanHasEvent(spans[0], 'half');
 */
export function assertSpanHasEvent(span: AnySpan | undefined, name: string): void {
  expectationOf(span).toHaveEvent(name);
}

/**
 * Throws an `AssertionError` if a span has failed.
 *
 * @example
 * import { assertSpanStatusOk, capture } from '@bud/testing';
 * import { span } from '@bud/observe';
 *
 * const { spans } = await capture(() => span('work', () => {}));
 * assertSpanStatusOk(spans[0]);
 */
export function assertSpanStatusOk(span: AnySpan | undefined): void {
  expectationOf(span).toBeOk();
}

/**
 * Throws an `AssertionError` unless a span has failed.
 *
 * @example
 * import { assertSpanStatusError, capture } from '@bud/testing';
 * import { span } from '@bud/observe';
 *
 * const { spans } = await capture(() => span('work', () => { throw new RangeError('no'); }));
 * assertSpanStatusError(spans[0]);
 */
export function assertSpanStatusError(span: AnySpan | undefined): void {
  expectationOf(span).not.toBeOk();
}

/**
 * Throws an `AssertionError` unless a span has failed with that error: its class, its name, or a part of its message.
 *
 * @example
 * import { assertSpanException, capture } from '@bud/testing';
 * import { span } from '@bud/observe';
 *
 * const { spans } = await capture(() => span('work', () => { throw new RangeError('no'); }));
 * assertSpanException(spans[0], RangeError);
 */
export function assertSpanException(span: AnySpan | undefined, error: ExpectedError): void {
  expectationOf(span).toHaveFailedWith(error);
}

function expectationOf(span: AnySpan | undefined): Expectation {
  return expectTrace(span !== undefined && 'instrumentationScope' in span ? traceSpan(fromSdkSpan(span)) : span);
}
