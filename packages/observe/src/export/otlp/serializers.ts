import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufMetricsSerializer,
} from '@opentelemetry/otlp-transformer';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { encodedRecords, encodedSpans } from './encoded.ts';
import type { Signal } from '../target-options.ts';

/** How the three signals become bytes, undefined where there is nothing to send, and how answers are read. */
export interface Serializers {
  readonly contentType: string;
  readonly traces: (spans: readonly ReadableSpan[]) => Uint8Array | undefined;
  readonly logs: (records: readonly ReadableLogRecord[]) => Uint8Array | undefined;
  readonly metrics: (metrics: ResourceMetrics) => Uint8Array | undefined;
  /** What an answer says of its request. Throws when it is none. */
  readonly partialSuccess: (signal: Signal, answer: Uint8Array) => PartialSuccess | undefined;
}

/** How much of a request was not taken, and why. */
export interface PartialSuccess {
  /** JSON has 64-bit integers as strings. */
  readonly rejected?: number | string | undefined;
  readonly message?: string | undefined;
}

export const otlpJson: Serializers = {
  contentType: 'application/json',
  traces: (spans) => JsonTraceSerializer.serializeRequest([...spans]),
  logs: (records) => JsonLogsSerializer.serializeRequest([...records]),
  metrics: (collected) => JsonMetricsSerializer.serializeRequest(collected),
  partialSuccess(signal, answer) {
    if (signal === 'traces') {
      const { rejectedSpans, errorMessage } = JsonTraceSerializer.deserializeResponse(answer).partialSuccess ?? {};
      return { rejected: rejectedSpans, message: errorMessage };
    }
    if (signal === 'logs') {
      const { rejectedLogRecords, errorMessage } = JsonLogsSerializer.deserializeResponse(answer).partialSuccess ?? {};
      return { rejected: rejectedLogRecords, message: errorMessage };
    }
    const { rejectedDataPoints, errorMessage } = JsonMetricsSerializer.deserializeResponse(answer).partialSuccess ?? {};
    return { rejected: rejectedDataPoints, message: errorMessage };
  },
};

const protobuf: Serializers = {
  contentType: 'application/x-protobuf',
  traces: encodedSpans,
  logs: encodedRecords,
  metrics: (collected) => ProtobufMetricsSerializer.serializeRequest(collected),
  // The answers to all signals have the same two fields under the same numbers; only in JSON their names differ.
  partialSuccess(_signal, answer) {
    const { rejectedDataPoints, errorMessage } =
      ProtobufMetricsSerializer.deserializeResponse(answer).partialSuccess ?? {};
    return { rejected: rejectedDataPoints, message: errorMessage };
  },
};

export function serializersOf(protocol: 'http/protobuf' | 'http/json'): Serializers {
  return protocol === 'http/json' ? otlpJson : protobuf;
}
