/**
 * OTLP over HTTP:
 *
 *   spans, records, metrics ─ serializers ─▶ bytes, by OpenTelemetry's transformer
 *     └─ send ─▶ taken, as far as its answer says | unknown path | RetryLater | refused
 *   at exit: the same bytes, for another thread to send
 */
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { otlpDefaults, type OtlpOptions, type Signal } from '../target-options.ts';
import type { HttpRequest, Post } from '../../platform/platform.ts';
import type { ExportListener, Exporter } from '../exporter.ts';
import { serializersOf } from './serializers.ts';
import { readAnswer } from './answer.ts';
import { sendOtlp } from './send.ts';

/** Spans in one request at exit, where nothing waits in a queue any more. */
const batchAtExit = 2048;

/**
 * Sends spans, logs and metrics to an OTLP receiver over HTTP, serialized by OpenTelemetry's own transformer.
 *
 * The listener learns, once per signal, when the receiver does not take a signal at all; it is not sent again then.
 */
export function otlpExporter(options: OtlpOptions, post: Post, listener: ExportListener): Exporter {
  const { url = otlpDefaults.url, protocol = otlpDefaults.protocol, signals = otlpDefaults.signals } = options;
  const { compression = otlpDefaults.compression, timeoutMs = otlpDefaults.timeoutMs } = options;
  const base = url.replace(/\/+$/, '');
  const shown = withoutSecrets(base);
  const { contentType, traces, logs, metrics, partialSuccess } = serializersOf(protocol);
  const headers = headersOf(options, contentType);
  const refused = new Set<Signal>();
  const requestOf = (signal: Signal, body: Uint8Array): HttpRequest => ({ url: `${base}/v1/${signal}`, headers, body });
  const send = async <Items>(
    signal: Signal,
    serialize: (items: Items) => Uint8Array | undefined,
    items: Items,
  ): Promise<void> => {
    const body = refused.has(signal) ? undefined : serialize(items);
    if (body === undefined) return;
    const sending = { post, timeoutMs, compression, path: `/v1/${signal}` };
    const answer = await sendOtlp(requestOf(signal, body), sending);
    if (answer !== undefined)
      return readAnswer(answer, signal, (bytes) => partialSuccess(signal, bytes), { shown, listener });
    refused.add(signal);
    listener.report(
      `otlp ${shown} does not take ${signal} (there is no /v1/${signal} below this URL); ${signal} are no longer sent there.`,
    );
  };
  return {
    name: `otlp ${shown}`,
    isLocal: false,
    isImmediate: false,
    ...(signals.includes('traces') && {
      exportSpans: (spans: readonly ReadableSpan[]) => send('traces', traces, spans),
    }),
    ...(signals.includes('logs') && {
      exportLogs: (records: readonly ReadableLogRecord[]) => send('logs', logs, records),
    }),
    ...(signals.includes('metrics') && {
      exportMetrics: (collected: ResourceMetrics) => send('metrics', metrics, collected),
    }),
    requestsAtExit: (spans, records) => [
      ...requestsOf('traces', signals, spans, traces, requestOf),
      ...(refused.has('logs') ? [] : requestsOf('logs', signals, records, logs, requestOf)),
    ],
  };
}

function requestsOf<Item>(
  signal: Signal,
  signals: readonly Signal[],
  items: readonly Item[],
  serialize: (items: readonly Item[]) => Uint8Array | undefined,
  requestOf: (signal: Signal, body: Uint8Array) => HttpRequest,
): readonly HttpRequest[] {
  if (!signals.includes(signal)) return [];
  const batches = Array.from({ length: Math.ceil(items.length / batchAtExit) }, (_, index) =>
    serialize(items.slice(index * batchAtExit, (index + 1) * batchAtExit)),
  );
  return batches.flatMap((body) => (body === undefined ? [] : requestOf(signal, body)));
}

function headersOf({ headers, token }: OtlpOptions, contentType: string): Readonly<Record<string, string>> {
  return {
    'user-agent': 'bud-observe',
    ...headers,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    'content-type': contentType,
  };
}

/** Where requests go, for messages: without user, password and query, which may hold a key. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + (pathname === '/' ? '' : pathname);
}
