import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** How the three signals become bytes; undefined where there is nothing to send. */
export interface Serializers {
  readonly contentType: string;
  readonly traces: (spans: readonly ReadableSpan[]) => Uint8Array | undefined;
  readonly logs: (records: readonly ReadableLogRecord[]) => Uint8Array | undefined;
  readonly metrics: (metrics: ResourceMetrics) => Uint8Array | undefined;
}

const protobuf: Serializers = {
  contentType: 'application/x-protobuf',
  traces: (spans) => ProtobufTraceSerializer.serializeRequest([...spans]),
  logs: (records) => ProtobufLogsSerializer.serializeRequest([...records]),
  metrics: (metrics) => ProtobufMetricsSerializer.serializeRequest(metrics),
};

export const json: Serializers = {
  contentType: 'application/json',
  traces: (spans) => JsonTraceSerializer.serializeRequest([...spans]),
  logs: (records) => JsonLogsSerializer.serializeRequest([...records]),
  metrics: (metrics) => JsonMetricsSerializer.serializeRequest(metrics),
};

export function serializersOf(protocol: 'http/protobuf' | 'http/json'): Serializers {
  return protocol === 'http/json' ? json : protobuf;
}
