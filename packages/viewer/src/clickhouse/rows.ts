import type { LogData, SpanAttributes, SpanData } from '@bud/trace';
import { parsed } from '@bud/value';

/** A row of `otel_traces`; times are nanoseconds. */
export interface OtelTraceRow {
  readonly startNs: string;
  readonly TraceId: string;
  readonly SpanId: string;
  readonly ParentSpanId: string;
  readonly SpanName: string;
  readonly SpanKind: string;
  readonly ResourceAttributes: Strings;
  readonly ScopeName: string;
  readonly ScopeVersion: string;
  readonly SpanAttributes: Strings;
  readonly Duration: string;
  readonly StatusCode: string;
  readonly StatusMessage: string;
  readonly eventNs: readonly string[];
  readonly 'Events.Name': readonly string[];
  readonly 'Events.Attributes': readonly Strings[];
  readonly 'Links.TraceId': readonly string[];
  readonly 'Links.SpanId': readonly string[];
  readonly 'Links.Attributes': readonly Strings[];
}

/** A row of `otel_logs`. */
export interface OtelLogRow {
  readonly timeNs: string;
  readonly TraceId: string;
  readonly SpanId: string;
  readonly SeverityText: string;
  readonly Body: string;
  readonly LogAttributes: Strings;
}

/** These tables have strings only. */
type Strings = Readonly<Record<string, string>>;

/** What of a span is read. */
export const spanColumns: string = `toUnixTimestamp64Nano(Timestamp) AS startNs, TraceId, SpanId, ParentSpanId, SpanName, SpanKind,
  ResourceAttributes, ScopeName, ScopeVersion, SpanAttributes, Duration, StatusCode, StatusMessage,
  arrayMap(time -> toUnixTimestamp64Nano(time), Events.Timestamp) AS eventNs, Events.Name, Events.Attributes,
  Links.TraceId, Links.SpanId, Links.Attributes`;

export const logColumns: string =
  'toUnixTimestamp64Nano(Timestamp) AS timeNs, TraceId, SpanId, SeverityText, Body, LogAttributes';

export function spanOf(row: OtelTraceRow): SpanData {
  return {
    traceId: row.TraceId,
    spanId: row.SpanId,
    parentSpanId: row.ParentSpanId || undefined,
    name: row.SpanName,
    kind: kindOf(row.SpanKind),
    startMs: inMs(row.startNs),
    durationMs: Number(row.Duration) / 1e6,
    isOpen: false,
    attributes: attributesOf(row.SpanAttributes),
    events: row['Events.Name'].map((name, index) => ({
      name,
      timeMs: inMs(row.eventNs[index] ?? '0'),
      attributes: attributesOf(row['Events.Attributes'][index]),
    })),
    links: row['Links.SpanId'].map((spanId, index) => ({
      traceId: row['Links.TraceId'][index] ?? '',
      spanId,
      attributes: attributesOf(row['Links.Attributes'][index]),
    })),
    status: { code: codeOf(row.StatusCode), message: row.StatusMessage || undefined },
    resource: attributesOf(row.ResourceAttributes),
    scope: { name: row.ScopeName, version: row.ScopeVersion || undefined },
  };
}

export function logOf(row: OtelLogRow): LogData {
  return {
    traceId: row.TraceId,
    spanId: row.SpanId || undefined,
    timeMs: inMs(row.timeNs),
    severity: row.SeverityText.toLowerCase() || 'info',
    body: row.Body,
    attributes: attributesOf(row.LogAttributes),
  };
}

function inMs(nanoseconds: string): number {
  const ns = BigInt(nanoseconds);
  return Number(ns / 1_000_000n) + Number(ns % 1_000_000n) / 1e6;
}

const kinds: readonly SpanData['kind'][] = ['internal', 'server', 'client', 'producer', 'consumer'];

/** `Server`; older versions of the Collector's exporter write `SPAN_KIND_SERVER`. */
function kindOf(written: string): SpanData['kind'] {
  return kinds.find((kind) => written.toLowerCase().endsWith(kind)) ?? 'internal';
}

function codeOf(written: string): SpanData['status']['code'] {
  const code = written.toLowerCase();
  return code.endsWith('error') ? 'error' : code.endsWith('ok') ? 'ok' : 'unset';
}

/** Numbers and lists that the page reckons with are themselves again; what a function took or gave stays the string that it is. */
function attributesOf(strings: Strings = {}): SpanAttributes {
  return Object.fromEntries(Object.entries(strings).map(([name, text]) => [name, valueOf(name, text)]));
}

function valueOf(name: string, text: string): unknown {
  if (name.startsWith('bud.track.input.') || name === 'bud.track.output') return text;
  if (String(Number(text)) === text) return Number(text);
  return name === 'bud.json_schema' ? parsed(text) : text;
}
