import { SpanStatusCode, type Span, type SpanContext } from '@opentelemetry/api';
import { attributesOf, describeException } from '@bud/value';
import { limits } from '../model/limits.ts';

/** A span of a part of a function. Nothing of it throws; all of it does nothing where nobody records. */
export interface InlineSpan {
  readonly spanContext: SpanContext;
  readonly isRecording: boolean;
  /** Primitives and lists of them are set as they are, the rest as JSON; secrets are replaced. */
  setAttribute(name: string, value: unknown): InlineSpan;
  setAttributes(values: Readonly<Record<string, unknown>>): InlineSpan;
  addEvent(name: string, values?: Readonly<Record<string, unknown>>): InlineSpan;
  /** Records what was thrown, and that the span has failed. */
  recordException(thrown: unknown): InlineSpan;
  setStatus(status: 'ok' | 'error', message?: string): InlineSpan;
  /** Ends it; a second time does nothing. Spans that are around a function end by themselves. */
  end(): void;
  [Symbol.dispose](): void;
}

export function inlineSpan(span: Span): InlineSpan {
  const change = (part: () => void): InlineSpan => {
    if (span.isRecording()) part();
    return inline;
  };
  const inline: InlineSpan = {
    spanContext: span.spanContext(),
    get isRecording() {
      return span.isRecording();
    },
    setAttribute: (name, value) => inline.setAttributes({ [name]: value }),
    setAttributes: (values) => change(() => void span.setAttributes(attributesOf(values, limits))),
    addEvent: (name, values = {}) => change(() => void span.addEvent(name, attributesOf(values, limits))),
    recordException: (thrown) => change(() => recordException(span, thrown)),
    setStatus: (status, message) =>
      change(() => {
        const code = status === 'ok' ? SpanStatusCode.OK : SpanStatusCode.ERROR;
        span.setStatus({ code, ...(message !== undefined && { message }) });
      }),
    end: () => span.end(),
    [Symbol.dispose]: () => span.end(),
  };
  return inline;
}

function recordException(span: Span, thrown: unknown): void {
  const exception = describeException(thrown, limits);
  span.recordException(exception);
  span.setAttribute('error.type', exception.name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: exception.message });
}
