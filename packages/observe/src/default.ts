/** The functions of the module: those of whatever `configure` has set up at the moment they are called. */
import { defaultRecording, defaultState, sayOnce, type ContentPolicy } from './lifecycle/default-instance.ts';
import { createMetrics, type Metrics } from './metric/metrics.ts';
import { createTracedFetch } from './request/fetch.ts';
import { createWrapHandler } from './request/handler.ts';
import { sharedProxies } from './provider/globals.ts';
import { createCurrent, type CurrentSpan } from './span/current.ts';
import { createLogs, type LogFunctions } from './span/log.ts';
import { missingReporter } from './span/missing.ts';
import { createSpan, type SpanFunction } from './span/span.ts';

const recording = defaultRecording();
const onMissing = missingReporter(sayOnce);

/**
 * Opens a span named by its template.
 *
 * With a function it ends when that has settled, records what it throws, and gives what it returns. Without one it is ended by
 * `end()`, or at the end of the block with `using`. Attributes are recorded natively when they are primitives or lists of
 * them, as JSON otherwise; secrets are replaced. Nothing happens when nobody listens.
 *
 * @example
 * const length = await span('Reading {path}', { path: 'notes.md' }, async (reading) => {
 *   reading.setAttribute('cached', false);
 *   return 42;
 * });
 */
export const span: SpanFunction = createSpan(recording, onMissing);

const logs: LogFunctions = createLogs(recording, onMissing);

/** Logs at level `trace`: `trace('Looked into {cache}', { cache })`. */
export const trace: LogFunctions['trace'] = logs.trace;
/** Logs at level `debug`. */
export const debug: LogFunctions['debug'] = logs.debug;
/** Logs at level `info`. */
export const info: LogFunctions['info'] = logs.info;
/** Logs at level `notice`, between `info` and `warn`. */
export const notice: LogFunctions['notice'] = logs.notice;
/** Logs at level `warn`. */
export const warn: LogFunctions['warn'] = logs.warn;
/** Logs at level `error`. */
export const error: LogFunctions['error'] = logs.error;
/** Logs at level `fatal`. */
export const fatal: LogFunctions['fatal'] = logs.fatal;
/** Logs what was thrown, at level `error`. */
export const exception: LogFunctions['exception'] = logs.exception;

/**
 * The span that runs now: a tracked function's, or one of `span`.
 *
 * @example
 * current.set({ output: 'the whole answer', usage: { inputTokens: 12, outputTokens: 40 } });
 */
export const current: CurrentSpan = createCurrent(recording);

const metrics: Metrics = createMetrics(sharedProxies().meters.getMeter('bud'));

/** A sum that only grows: `counter('orders', { unit: '{order}' }).add(1)`. */
export const counter: Metrics['counter'] = metrics.counter;
/** A sum that grows and shrinks. */
export const upDownCounter: Metrics['upDownCounter'] = metrics.upDownCounter;
/** A distribution: durations, sizes. */
export const histogram: Metrics['histogram'] = metrics.histogram;
/** A value that is set. */
export const gauge: Metrics['gauge'] = metrics.gauge;
/** A sum that is asked for when metrics are collected. */
export const observableCounter: Metrics['observableCounter'] = metrics.observableCounter;
/** A sum that grows and shrinks, asked for when metrics are collected. */
export const observableUpDownCounter: Metrics['observableUpDownCounter'] = metrics.observableUpDownCounter;
/** A value that is asked for when metrics are collected. */
export const observableGauge: Metrics['observableGauge'] = metrics.observableGauge;

/** Sends everything that has ended; resolves when it has arrived, or is known to be lost. */
export async function flush(): Promise<void> {
  await defaultState().flush?.();
}

/**
 * A `fetch` with a client span, and the trace in its headers if `propagateTo` allows; otherwise the platform's own.
 *
 * @example
 * const response = await tracedFetch('data:text/plain,Hello');
 * await response.text(); // 'Hello'
 */
export const tracedFetch: typeof fetch = createTracedFetch(recording);

/**
 * Wraps what answers requests: a server span that continues the caller's trace, and a flush that the platform waits for
 * (`waitUntil` of Workers, Netlify and Vercel is found by itself).
 *
 * @example
 * export default { fetch: wrapHandler(async (request: Request) => new Response(`Hello ${new URL(request.url).pathname}`)) };
 */
export const wrapHandler: ReturnType<typeof createWrapHandler> = createWrapHandler(recording, flush);

/**
 * Where a person can look at the trace that runs now, by the option `traceUrl`; undefined without one, or outside of a trace.
 *
 * @example
 * import { configure, span, traceUrl } from '@bud/observe';
 *
 * configure({ traceUrl: 'http://localhost:16686/trace/{traceId}' });
 * span('work', () => traceUrl()?.slice(0, 29)); // 'http://localhost:16686/trace/'
 */
export function traceUrl(): string | undefined {
  const traceId = current.spanContext?.traceId;
  return traceId === undefined ? undefined : defaultState().traceUrl?.replaceAll('{traceId}', traceId);
}

/**
 * Whether the content of calls to models is to be recorded, by what `configure` was told and where it sends.
 *
 * @example
 * import { configure, contentPolicy } from '@bud/observe';
 *
 * configure({ export: [{ console: true }], captureContent: false });
 * contentPolicy(); // { said: false, isLocal: true }
 */
export function contentPolicy(): ContentPolicy {
  return defaultState().contentPolicy ?? { said: undefined, isLocal: false };
}

/**
 * Makes no spans of these instrumentation scopes any more; what they enclose keeps its parent.
 *
 * @example
 * suppressScopes('@opentelemetry/instrumentation-dns');
 */
export function suppressScopes(...scopes: readonly string[]): void {
  sharedProxies().tracers.suppressScopes(...scopes);
}
