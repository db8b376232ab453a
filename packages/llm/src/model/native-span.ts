/**
 * One call is one span, also where a client makes spans itself and hands them down in the options of the call:
 *
 *   create(body)                      ours goes down in place of the one that it would begin
 *   create(body, { __span: theirs })  a helper of the client has begun one: it is taken for ours, name and end included
 *
 * Either way the client goes on to set what it knows: the status of HTTP, the id of the request.
 */
import { ProxyTracerProvider, trace, type Attributes, type Span } from '@opentelemetry/api';
import { plain } from '../format/plain.ts';

/** How the spans of a client and ours become one. */
export interface NativeSpans {
  /** The span that the client has begun for this call. */
  begun(self: unknown, args: readonly unknown[]): Span | undefined;
  /** Lets the client take a span for its own; gives the arguments to call with if those of the caller do not do. */
  handOver(self: unknown, args: readonly unknown[], span: Span): readonly unknown[] | undefined;
}

/** A call as Anthropic's client hands it down. */
interface NativeCall {
  span: Span;
}

/** `@anthropic-ai/sdk` from 0.134 on. */
export const anthropicSpans: NativeSpans = {
  begun: (self, args) => (makesSpansHere(self) ? callOf(args)?.span : undefined),
  handOver(self, args, span) {
    if (!makesSpansHere(self)) return undefined;
    const call = callOf(args);
    if (call === undefined) {
      const [body, options, ...rest] = args;
      const ours = { span: withoutEnd(span), name: 'anthropic.messages.create', startTime: Date.now() };
      return [body, { ...plain(options), __span: ours }, ...rest];
    }
    call.span = withoutEnd(span);
    return undefined;
  },
};

function callOf([, options]: readonly unknown[]): NativeCall | undefined {
  const call = plain(options)['__span'];
  const { span } = plain(call);
  // Proof of the cast: what has these methods is what the client calls a span.
  return typeof plain(span)['setAttributes'] === 'function' && typeof plain(span)['updateName'] === 'function'
    ? (call as NativeCall)
    : undefined;
}

/** Whether the client makes spans, and where all do: one that was given a provider of its own goes on to use that. */
function makesSpansHere(self: unknown): boolean {
  const { _tracer: tracer, openTelemetry } = plain(plain(self)['_client']);
  if (tracer === undefined || plain(openTelemetry)['tracerProvider'] !== undefined) return false;
  const provider = trace.getTracerProvider();
  return (
    !(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== new ProxyTracerProvider().getDelegate()
  );
}

/** The span as the client may use it: what the conventions for generative AI name, and how it ends, is not its to say. */
function withoutEnd(span: Span): Span {
  const limited: Span = {
    spanContext: () => span.spanContext(),
    isRecording: () => span.isRecording(),
    setAttribute: (key, value) => limited.setAttributes({ [key]: value }),
    setAttributes(attributes: Attributes) {
      const others = Object.entries(attributes).filter(([key]) => !key.startsWith('gen_ai.'));
      if (span.isRecording()) span.setAttributes(Object.fromEntries(others));
      return limited;
    },
    addEvent: () => limited,
    addLink: () => limited,
    addLinks: () => limited,
    setStatus: () => limited,
    updateName: () => limited,
    recordException() {},
    end() {},
  };
  return limited;
}
