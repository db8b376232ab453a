/**
 * A span as plain data, wherever it comes from:
 *
 *   an SDK in this process ─▶ from-sdk  ─┐
 *   a line of OTLP/JSON    ─▶ from-otlp ─┴▶ SpanData
 *     ├─ otlp-value   its attributes, and its times
 *     └─ to-otlp      the way back, for what writes trace files
 */
import type { SpanKind } from '@bud/value';

/** Values by name, each of which JSON can say. */
export type SpanAttributes = Readonly<Record<string, unknown>>;

/** A span as plain data, which JSON can say. Times are milliseconds, of the epoch where they are points in time. */
export interface SpanData {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  /** Exact to a microsecond: a double has no more digits for times of today. */
  readonly startMs: number;
  /** Exact to a nanosecond; undefined while it is open. */
  readonly durationMs: number | undefined;
  /** Whether it had not ended when it was written. */
  readonly isOpen: boolean;
  readonly attributes: SpanAttributes;
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  readonly status: SpanStatus;
  /** What made it: `service.name`, `host.name`, and so on. */
  readonly resource: SpanAttributes;
  /** Which library made it. */
  readonly scope: { readonly name: string; readonly version: string | undefined };
}

/** Something that happened in a span. */
export interface SpanEvent {
  readonly name: string;
  readonly timeMs: number;
  readonly attributes: SpanAttributes;
}

/** Another span that one has to do with. */
export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: SpanAttributes;
}

/** How a span ended. */
export interface SpanStatus {
  readonly code: 'unset' | 'ok' | 'error';
  readonly message: string | undefined;
}

// OpenTelemetry API, SpanKind; OTLP counts from one.
export const kindsInOrder: readonly SpanKind[] = ['internal', 'server', 'client', 'producer', 'consumer'];
// OpenTelemetry API, SpanStatusCode; OTLP has the same numbers.
export const codesInOrder: readonly SpanStatus['code'][] = ['unset', 'ok', 'error'];
