import {
  propagation,
  SpanKind,
  trace,
  type Context,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import type { Propagator } from '../options/opentelemetry.ts';
import { FLOW_ID } from '../attribute/names.ts';
import { addInherited, inheritedOf } from './inherited.ts';
import { isTarget, type PropagationTargets } from './targets.ts';

/** What is carried, and where to. */
export interface PropagationOptions extends PropagationTargets {
  /** Keys of baggage, and names of attributes of everything below, that leave the process. */
  readonly propagateBaggage: readonly string[];
  /** Which of the two is carried at all. */
  readonly propagators: readonly Propagator[];
}

const carriers: Readonly<Record<Propagator, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
};

/**
 * Carries a trace from process to process, in W3C headers:
 *
 *   inject    to a target?  ─ yes ─▶ traceparent, tracestate, the id of the flow, and of baggage and `withAttributes` what
 *             is listed
 *   extract   the same back: what is listed is on every span below again
 *
 * The target is what the client span says that is being made; without one, whoever asks for headers means to send them.
 */
export function createPropagator(options: PropagationOptions): TextMapPropagator {
  const carried = new CompositePropagator({ propagators: options.propagators.map((name) => carriers[name]()) });
  const names = [...new Set([FLOW_ID, ...options.propagateBaggage])];
  return {
    inject(context: Context, carrier: unknown, setter: TextMapSetter) {
      const url = requestedUrl(context);
      if (url !== undefined && !isTarget(url, options)) return;
      carried.inject(listed(context, names), carrier, setter);
    },
    extract(context: Context, carrier: unknown, getter: TextMapGetter) {
      const extracted = carried.extract(context, carrier, getter);
      const entries = propagation.getBaggage(extracted)?.getAllEntries() ?? [];
      const known = entries.filter(([name]) => names.includes(name));
      return known.length === 0
        ? extracted
        : addInherited(extracted, Object.fromEntries(known.map(([name, { value }]) => [name, value])));
    },
    fields: () => carried.fields(),
  };
}

/** The context with only that baggage which may leave. */
function listed(context: Context, names: readonly string[]): Context {
  const { attributes } = inheritedOf(context);
  const present = propagation.getBaggage(context);
  const entries = names.flatMap((name) => {
    const entry = present?.getEntry(name) ?? (name in attributes ? { value: String(attributes[name]) } : undefined);
    return entry === undefined ? [] : [[name, entry] as const];
  });
  return propagation.setBaggage(context, propagation.createBaggage(Object.fromEntries(entries)));
}

/** What a client span requests, by the attributes of OpenTelemetry's conventions, old and new. */
function requestedUrl(context: Context): string | undefined {
  // Proof of the cast: spans of an SDK say what they are; others say nothing.
  const { kind, attributes = {} } = (trace.getSpan(context) ?? {}) as {
    readonly kind?: SpanKind;
    readonly attributes?: Readonly<Record<string, unknown>>;
  };
  if (kind !== SpanKind.CLIENT) return undefined;
  const url = attributes['url.full'] ?? attributes['http.url'];
  if (typeof url === 'string') return url;
  const host = attributes['server.address'] ?? attributes['net.peer.name'];
  return typeof host === 'string' ? `http://${host}/` : undefined;
}
