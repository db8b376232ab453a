/**
 * The one file that knows OpenTelemetry's API:
 *
 *   spans      tracerOf, startSpan, setOk, setError
 *   contexts   the caller's, one with a span, the manager that makes it the current one
 *   the log    logError, logWarning: OpenTelemetry's diagnostic channel
 *     └─ setup   says there, and on the console, that no provider or context manager is registered
 */
import type { Site } from '@bud/value';
import {
  context as contexts,
  createContextKey,
  diag,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type AttributeValue,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';

export type { Attributes, AttributeValue, Context, Span, SpanKind, SpanOptions, Tracer, TracerProvider };

/** OpenTelemetry's span kind of a site; a word it does not know is `internal`, as OpenTelemetry's own default is. */
export function spanKindOf({ spanKind = 'internal' }: Site): SpanKind {
  // Proof of the cast: ours are the lower case of theirs.
  return SpanKind[spanKind.toUpperCase() as Uppercase<typeof spanKind>] ?? SpanKind.INTERNAL;
}

/** A tracer of the given provider, or of whatever provider the application registers, now or later. */
export function tracerOf(provider: TracerProvider | undefined, scope: string): Tracer {
  return provider === undefined ? trace.getTracer(scope) : provider.getTracer(scope);
}

/** Starts a span under `parent`; `root` starts a new trace that links back to the caller's span instead. */
export function startSpan(tracer: Tracer, name: string, options: SpanOptions, parent: Context): Span {
  if (options.root !== true) return tracer.startSpan(name, options, parent);
  const caller = trace.getSpanContext(parent);
  const links = caller !== undefined && trace.isSpanContextValid(caller) ? [{ context: caller }] : [];
  return tracer.startSpan(name, { ...options, links }, parent);
}

/** `parent` with the span in it: the context for the body of a tracked function. */
export function contextWith(parent: Context, span: Span): Context {
  return trace.setSpan(parent, span);
}

/** What makes a context the active one while something runs. */
export interface ContextManager {
  with(context: Context, run: () => void): void;
}

export const rootContext: Context = ROOT_CONTEXT;

/**
 * The application's context manager, if it has registered any. Asked for it each time, because applications register
 * late; asked directly, because `context.with` would be one more stack frame in every tracked call.
 */
export function contextManager(): ContextManager {
  // TypeScript lets private members be read like this, and tells when the API no longer has this one; others may not.
  return contexts['_getContextManager']?.() ?? contexts;
}

/**
 * The context of whoever calls now.
 *
 * `fallback` is the recorder's own note of what runs synchronously. It counts only without a context manager: with one,
 * an active root context can be the application's wish.
 */
export function callerContext(fallback: Context | undefined): Context {
  const active = contexts.active();
  if (active !== ROOT_CONTEXT || fallback === undefined || hasContextManager()) return active;
  return fallback;
}

const probe = ROOT_CONTEXT.setValue(createContextKey('bud.probe'), true);

// Asked each time: an application may register its context manager late, and tests disable theirs.
export function hasContextManager(): boolean {
  return contexts.with(probe, () => contexts.active() === probe);
}

/** Whether the application has registered a provider: OpenTelemetry's stand-in has nothing to ask for a tracer. */
export function hasProvider(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer('bud') !== undefined;
}

export function setOk(span: Span): void {
  span.setStatus({ code: SpanStatusCode.OK });
}

export function setError(span: Span, message: string | undefined): void {
  span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
}

export function logError(message: string, error: unknown): void {
  diag.error(message, error);
}

export function logWarning(message: string): void {
  diag.warn(message);
}
