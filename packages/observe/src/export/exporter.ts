import type { Context, SpanContext } from '@opentelemetry/api';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { HttpRequest } from '../platform/platform.ts';

/**
 * Where telemetry goes. A method that is absent: the exporter does not take that signal.
 *
 * `exportSpans` and its siblings reject when what they were given is lost; a `RetryLater` says that the receiver is there
 * but busy, or that nobody answers, and what was given may be sent again.
 */
export interface Exporter {
  /** For messages: `console`, `otlp http://localhost:4318`. Never holds a token or a header. */
  readonly name: string;
  /** Whether what it gets stays on this machine: console, file, memory, viewer. */
  readonly isLocal: boolean;
  /** Whether each span is handed over when it ends, synchronously, instead of waiting in a queue. */
  readonly isImmediate: boolean;
  /** Learns of each span that starts. Whatever it throws is reported and changes nothing. */
  onStart?(span: StartedSpan): void;
  exportSpans?(spans: readonly ReadableSpan[]): void | Promise<void>;
  exportLogs?(records: readonly ReadableLogRecord[]): void | Promise<void>;
  exportMetrics?(metrics: ResourceMetrics): void | Promise<void>;
  /** The request that sends metrics, for another thread to send when the process ends; undefined when it would not be taken. */
  metricsRequest?(metrics: ResourceMetrics): HttpRequest | undefined;
  /** Takes spans that have begun and not ended; they come again, with the same id, when they end. */
  exportPending?(spans: readonly ReadableSpan[]): void;
  /** Whether it takes, of each span that is open for long, a child that says so: for receivers that take a span once. */
  readonly pendingAsChildren?: boolean;
  /** Absent: spans and log records wait as they are. */
  readonly encodings?: Encodings;
  flush?(): void | Promise<void>;
  shutdown?(): void | Promise<void>;
}

/** Sees every span of `configure()`, whether it is kept or not. */
export interface SpanWatcher {
  /** It has begun, within that context. `read` gives the span as it is when that is called, without secrets. */
  onStart(span: ReadableSpan, within: Context, read: () => ReadableSpan): void;
  /** It has ended, and nothing secret is left in it. */
  onEnd(span: ReadableSpan): void;
}

/**
 * How what waits is encoded, for an exporter that sends bytes: a span takes a tenth of the memory then.
 *
 * @example
 * const spans: import('@bud/observe').Encoding<{ readonly name: string }> = {
 *   encode: (items) => Buffer.from(items.map(({ name }) => `${name}\n`).join('')),
 *   send: async (parts) => console.log(Buffer.concat(parts).toString()),
 *   request: () => undefined, // what waits when the process ends is lost
 * };
 * const encodings: import('@bud/observe').Encodings = { spans };
 * await encodings.spans?.send([spans.encode([{ name: 'ask' }]), spans.encode([{ name: 'search' }])]);
 */
export interface Encodings {
  readonly spans?: Encoding<ReadableSpan> | undefined;
  readonly logs?: Encoding<ReadableLogRecord> | undefined;
}

/** One signal's part of `Encodings`, with an example there. */
export interface Encoding<Item> {
  encode(items: readonly Item[]): Uint8Array;
  /** Sends in one request what was encoded in parts. Rejects as `exportSpans` does. */
  send(parts: readonly Uint8Array[]): Promise<void>;
  /** The same request, for another thread to send when the process ends; undefined when it would not be taken. */
  request(parts: readonly Uint8Array[]): HttpRequest | undefined;
}

/** Whom an exporter tells what it cannot tell by rejecting. */
export interface ExportListener {
  /** What a person should know; each message is shown once. */
  report(message: string): void;
  /** So many spans and log records that the exporter had taken are lost. */
  onLost(count: number, error: Error): void;
}

/** A span that has begun. */
export interface StartedSpan {
  spanContext(): SpanContext;
  readonly parentSpanContext: SpanContext | undefined;
  /** The span as it is at the moment, without secrets. */
  read(): ReadableSpan;
}

/** Thrown by an exporter whose receiver may take the same items later. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  /** What the receiver asked for; undefined leaves it to whoever sends. */
  readonly afterMs: number | undefined;
  constructor(message: string, afterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.afterMs = afterMs;
  }
}
