import { ROOT_CONTEXT, type Context, type ContextManager, type TextMapPropagator } from '@opentelemetry/api';

/** A context manager under which a process, or a worker, as a whole is a part of a trace. */
export function startingIn(initial: Context, manager: ContextManager): ContextManager {
  if (initial === ROOT_CONTEXT) return manager;
  return {
    active() {
      const active = manager.active();
      return active === ROOT_CONTEXT ? initial : active;
    },
    with: (context, fn, self, ...args) => manager.with(context, fn, self, ...args),
    bind: (context, target) => manager.bind(context, target),
    enable() {
      manager.enable();
      return this;
    },
    disable() {
      manager.disable();
      return this;
    },
  };
}

/** The trace that whoever started the process has put into its variables. */
export function initialContext(
  environment: Readonly<Record<string, string | undefined>>,
  propagator: TextMapPropagator,
): Context {
  const { TRACEPARENT: traceparent, TRACESTATE: tracestate, BAGGAGE: baggage } = environment;
  if (traceparent === undefined) return ROOT_CONTEXT;
  const carrier: Record<string, string | undefined> = { traceparent, tracestate, baggage };
  return propagator.extract(ROOT_CONTEXT, carrier, { get: (_, key) => carrier[key], keys: () => Object.keys(carrier) });
}
