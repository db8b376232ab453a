import {
  ProxyTracerProvider,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';

/** OpenTelemetry's own stand-in, which hands on the context of the caller and records nothing. */
const nobody = new ProxyTracerProvider();

/**
 * A tracer provider whose provider can be set, swapped and taken away while tracers of it are in use: each span is made by
 * the provider of that moment. Scopes can be suppressed: their spans are not made, and what they enclose keeps its parent.
 */
export class TracerProxy implements TracerProvider {
  #provider: TracerProvider | undefined;
  readonly #suppressed = new Set<string>();
  #isNew = true;
  #missed = 0;

  /** How many spans were asked for before there was a provider at all; asked again, none. */
  takeMissed(): number {
    const missed = this.#missed;
    this.#missed = 0;
    return missed;
  }

  setProvider(provider: TracerProvider | undefined): void {
    this.#provider = provider;
    this.#isNew = false;
  }

  get hasProvider(): boolean {
    return this.#provider !== undefined;
  }

  suppressScopes(...scopes: readonly string[]): void {
    for (const scope of scopes) this.#suppressed.add(scope);
  }

  restoreScopes(...scopes: readonly string[]): void {
    for (const scope of scopes) this.#suppressed.delete(scope);
  }

  getTracer(name: string, version?: string, options?: { readonly schemaUrl?: string }): Tracer {
    let provider: TracerProvider | undefined;
    let tracer: Tracer | undefined;
    const current = (): Tracer => {
      if (this.#isNew) this.#missed += 1;
      const wanted = this.#suppressed.has(name) ? nobody : (this.#provider ?? nobody);
      if (tracer === undefined || provider !== wanted) {
        provider = wanted;
        tracer = wanted.getTracer(name, version, options);
      }
      return tracer;
    };
    return {
      startSpan: (spanName: string, spanOptions?: SpanOptions, context?: Context): Span =>
        current().startSpan(spanName, spanOptions, context),
      // Proof of the cast: the arguments are handed on as they came, whichever of the overloads was called.
      startActiveSpan: ((...args: Parameters<Tracer['startActiveSpan']>) =>
        current().startActiveSpan(...args)) as Tracer['startActiveSpan'],
    };
  }
}
