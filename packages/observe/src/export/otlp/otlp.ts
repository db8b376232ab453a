/**
 * OTLP over HTTP:
 *
 *   spans, records ─ serializers ─▶ bytes, which wait ─ joined ─▶ one request
 *     ├─ encoded ─ protobuf    in one pass     └─ JSON, by OpenTelemetry's transformer
 *   metrics        ─ serializers ─▶ bytes, by OpenTelemetry's transformer
 *     └─ receiver ─ send ─▶ taken, as far as its answer says | unknown path | RetryLater | refused
 *   at exit: the same bytes, for another thread to send
 */
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { otlpDefaults, type OtlpOptions } from '../target-options.ts';
import type { Post } from '../../platform/platform.ts';
import type { Encoding, ExportListener, Exporter } from '../exporter.ts';
import { joinedJson, joinedProtobuf } from './joined.ts';
import { serializersOf } from './serializers.ts';
import { otlpReceiver, type OtlpReceiver } from './receiver.ts';

/** Sends spans, logs and metrics to an OTLP receiver over HTTP. */
export function otlpExporter(options: OtlpOptions, post: Post, listener: ExportListener): Exporter {
  const { protocol = otlpDefaults.protocol, signals = otlpDefaults.signals, pending = otlpDefaults.pending } = options;
  const serializers = serializersOf(protocol);
  const receiver = otlpReceiver(options, serializers, post, listener);
  const join = protocol === 'http/json' ? joinedJson : joinedProtobuf;
  return {
    name: `otlp ${receiver.shown}`,
    isLocal: false,
    isImmediate: false,
    pendingAsChildren: pending,
    encodings: {
      ...(signals.includes('traces') && { spans: encodingTo(receiver, 'traces', serializers.traces, join) }),
      ...(signals.includes('logs') && { logs: encodingTo(receiver, 'logs', serializers.logs, join) }),
    },
    ...(signals.includes('metrics') && {
      async exportMetrics(collected: ResourceMetrics) {
        const body = serializers.metrics(collected);
        if (body !== undefined) await receiver.send('metrics', body);
      },
      metricsRequest(collected: ResourceMetrics) {
        const body = receiver.takes('metrics') ? serializers.metrics(collected) : undefined;
        return body && receiver.request('metrics', body);
      },
    }),
  };
}

function encodingTo<Item>(
  receiver: OtlpReceiver,
  signal: 'traces' | 'logs',
  serialize: (items: readonly Item[]) => Uint8Array | undefined,
  join: (parts: readonly Uint8Array[]) => Uint8Array,
): Encoding<Item> {
  return {
    encode: (items) => serialize(items) ?? new Uint8Array(),
    send: (parts) => receiver.send(signal, join(parts)),
    request: (parts) => (receiver.takes(signal) ? receiver.request(signal, join(parts)) : undefined),
  };
}
