/**
 * What the recorder's `telemetry.ts` uses of OpenTelemetry's API, without OpenTelemetry: the bundle that is put into a process
 * takes this file in place of the package, so that a span of a call is made by the very code that makes it elsewhere.
 */
import { Context } from './context.ts';
import { contextStorage } from './storage.ts';

/** As much of a span as contexts and links know. */
interface KnownSpan {
  spanContext(): { readonly traceId: string; readonly spanId: string };
}

export const ROOT_CONTEXT: Context = new Context();

export const createContextKey = (name: string): symbol => Symbol(name);

const spanKey = createContextKey('span');

const spanKinds = { INTERNAL: 0, SERVER: 1, CLIENT: 2, PRODUCER: 3, CONSUMER: 4 } as const;

export const SpanStatusCode = { UNSET: 0, OK: 1, ERROR: 2 } as const;

/** There is none to be registered: the recorder is given its provider. */
// oxlint-disable-next-line typescript/no-extraneous-class -- the API has this class
export class ProxyTracerProvider {}

/** What makes a context the active one while something runs. */
interface ContextManager {
  active(): Context;
  with(context: Context, run: () => void): void;
}

/** The one that the recorder asks for who is calling; where nothing follows a program across awaits, it notes that itself. */
export const context: ContextManager & { _getContextManager(): ContextManager } = {
  active: (): Context => contextStorage.current() ?? ROOT_CONTEXT,
  with: (active: Context, run: () => void): void => contextStorage.run(active, run),
  _getContextManager: () => context,
};

const spansInContexts = {
  // Proof of the cast: only `setSpan` writes there.
  getSpan: (from: Context): KnownSpan | undefined => from.getValue(spanKey) as KnownSpan | undefined,
  getSpanContext: (from: Context): ReturnType<KnownSpan['spanContext']> | undefined =>
    spansInContexts.getSpan(from)?.spanContext(),
  isSpanContextValid: (): boolean => true,
  setSpan: (into: Context, span: KnownSpan): Context => into.setValue(spanKey, span),
};

/** Nobody reads a log in a process that is not ours; failures are counted. */
export const diag = { error(): void {}, warn(): void {} };

export { spanKinds as SpanKind, spansInContexts as trace };
