import {
  context,
  ProxyTracerProvider,
  type Attributes,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import { plainString } from '@bud/value';
import { SPAN_TYPE } from '../attribute/names.ts';
import { defaultRecording } from '../lifecycle/default-instance.ts';
import { sharedProxies } from '../provider/globals.ts';

/** The tracers of one integration. */
export interface IntegrationTracers {
  readonly provider: TracerProvider;
  /** False once it was taken back: what a library has kept of it makes no spans any more. */
  isOn: boolean;
}

// OpenTelemetry semantic conventions 1.41, and their older names: strings that a program has put values into
const written = new Set(['db.query.text', 'db.statement', 'url.full', 'http.url', 'url.query']);

const nobody = new ProxyTracerProvider();

/** Tracers of the default instance, whose spans say that an integration has made them. */
export function integrationTracers(scopeSuffix: string): IntegrationTracers {
  const tracers: IntegrationTracers = {
    isOn: true,
    provider: {
      getTracer(name, version, options) {
        const scope = [name + scopeSuffix, version, options] as const;
        const real = sharedProxies().tracers.getTracer(...scope);
        const off = nobody.getTracer(...scope);
        return marking(() => (tracers.isOn ? real : off));
      },
    },
  };
  return tracers;
}

function marking(current: () => Tracer): Tracer {
  return {
    startSpan: (name, options, context) => guarding(current().startSpan(name, marked(options), context)),
    startActiveSpan<F extends (span: Span) => unknown>(name: string, ...rest: readonly unknown[]): ReturnType<F> {
      // Proof of the casts: the function is last in every form of the call, and options and context stand before it.
      const run = rest.at(-1) as F;
      const [options, within = context.active()] = rest.slice(0, -1) as [SpanOptions?, Context?];
      const guarded = (span: Span): ReturnType<F> => run(guarding(span)) as ReturnType<F>;
      return current().startActiveSpan(name, marked(options), within, guarded);
    },
  };
}

function marked(options: SpanOptions = {}): SpanOptions {
  return { ...options, attributes: { ...shown(options.attributes), [SPAN_TYPE]: 'integration' } };
}

/** The same span, also for what is set later. Another SDK may be the one that exports it, which scrubs nothing. */
function guarding(span: Span): Span {
  if (!span.isRecording()) return span;
  const setAttribute = span.setAttribute.bind(span);
  const setAttributes = span.setAttributes.bind(span);
  span.setAttribute = (name, value) => setAttribute(name, shownValue(name, value));
  span.setAttributes = (attributes) => setAttributes(shown(attributes));
  return span;
}

/** Statements and URLs without secrets, and at most as long as strings may be. */
function shown(attributes: Attributes = {}): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, shownValue(name, value)]));
}

function shownValue<Value>(name: string, value: Value): Value | string {
  return typeof value === 'string' && written.has(name) ? statement(value) : value;
}

function statement(query: string): string {
  const recording = defaultRecording();
  try {
    const values = recording.values();
    return plainString(query, { ...values, maxLength: values.maxString });
  } catch (error) {
    recording.report(error);
    return '';
  }
}
