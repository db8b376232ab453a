import { context, propagation } from '@opentelemetry/api';

/** What carries a trace: `traceparent`, `tracestate` and `baggage` of the W3C. */
export type Carrier = Readonly<Record<string, string>>;

/**
 * The trace that runs now, to be sent to another process: as headers of a request or of a message, as a member of what is
 * posted to a worker. Empty when nobody listens.
 *
 * @example
 * const message = { job: 'resize', trace: getContext() };
 */
export function getContext(): Carrier {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/**
 * Runs `fn` as a part of the trace that a carrier holds; without one in it, as a part of the trace that runs now. Gives what
 * `fn` gives. Keys may be written in any case, as headers and variables of a process are.
 *
 * @example
 * import { attachContext, span } from '@bud/observe';
 *
 * const headers = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
 * attachContext(headers, () => span('Working on the message', () => {}));
 */
export function attachContext<Result>(carrier: Readonly<Record<string, unknown>>, fn: () => Result): Result {
  return context.with(contextIn(carrier), fn);
}

/** The context that a carrier holds, on top of the active one. */
export function contextIn(carrier: Readonly<Record<string, unknown>>): ReturnType<typeof context.active> {
  const lower = Object.fromEntries(Object.entries(carrier).map(([name, value]) => [name.toLowerCase(), value]));
  return propagation.extract(context.active(), lower);
}

/**
 * The trace that runs now, as variables for another process or a worker thread; what is `configure`d there joins it.
 * OpenTelemetry specification, environment variables as carriers.
 *
 * @example
 * import { spawn } from 'node:child_process';
 * import { contextEnvironment } from '@bud/observe';
 *
 * spawn(process.execPath, ['--version'], { env: { ...process.env, ...contextEnvironment() } });
 */
export function contextEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(getContext()).map(([name, value]) => [name.toUpperCase(), value]));
}
