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

type ThreeSerializers = readonly [typeof JsonTraceSerializer, typeof JsonLogsSerializer, typeof JsonMetricsSerializer];

export const json: Serializers = serializers('application/json', [
  JsonTraceSerializer,
  JsonLogsSerializer,
  JsonMetricsSerializer,
]);

const protobuf: Serializers = {
  ...serializers('application/x-protobuf', [
    ProtobufTraceSerializer,
    ProtobufLogsSerializer,
    ProtobufMetricsSerializer,
  ]),
  traces: encodedSpans,
  logs: encodedRecords,
};

export function serializersOf(protocol: 'http/protobuf' | 'http/json'): Serializers {
  return protocol === 'http/json' ? json : protobuf;
}

function serializers(contentType: string, [traces, logs, metrics]: ThreeSerializers): Serializers {
  return {
    contentType,
    traces: (spans) => traces.serializeRequest([...spans]),
    logs: (records) => logs.serializeRequest([...records]),
    metrics: (collected) => metrics.serializeRequest(collected),
    partialSuccess(signal, answer) {
      if (signal === 'traces') {
        const { rejectedSpans, errorMessage } = traces.deserializeResponse(answer).partialSuccess ?? {};
        return { rejected: rejectedSpans, message: errorMessage };
      }
      if (signal === 'logs') {
        const { rejectedLogRecords, errorMessage } = logs.deserializeResponse(answer).partialSuccess ?? {};
        return { rejected: rejectedLogRecords, message: errorMessage };
      }
      const { rejectedDataPoints, errorMessage } = metrics.deserializeResponse(answer).partialSuccess ?? {};
      return { rejected: rejectedDataPoints, message: errorMessage };
    },
  };
}
