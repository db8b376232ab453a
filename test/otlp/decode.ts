import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

// OpenTelemetry's own definitions, not our code, say what bytes mean: `proto/` is opentelemetry-proto 1.11.0 as
// published, at commit ac2c4b5d1f3a.
const folder = fileURLToPath(new URL('proto/', import.meta.url));
const root = new protobuf.Root();
root.resolvePath = (_origin, target) => `${folder}${target}`;
root.loadSync(
  ['trace', 'logs', 'metrics'].map((signal) => `opentelemetry/proto/collector/${signal}/v1/${signal}_service.proto`),
  { keepCase: false },
);

/** The attributes of something, by name. */
type Values = Readonly<Record<string, unknown>>;

/** A span as a receiver has it. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  /** `SPAN_KIND_SERVER`. */
  readonly kind: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: Values;
  readonly status: { readonly code?: string; readonly message?: string };
  readonly events: readonly { readonly name: string; readonly attributes: Values }[];
  readonly resource: Values;
  readonly scope: string;
}

/** A log record as a receiver has it. */
export interface ReceivedRecord {
  readonly body: unknown;
  readonly severityText: string;
  readonly traceId: string;
  readonly attributes: Values;
}

export type Signal = 'traces' | 'logs' | 'metrics';

const services: Readonly<Record<Signal, string>> = {
  traces: 'trace.v1.ExportTraceServiceRequest',
  logs: 'logs.v1.ExportLogsServiceRequest',
  metrics: 'metrics.v1.ExportMetricsServiceRequest',
};

/** What a request holds, from protobuf bytes. Throws when they are none. */
export function decodeProtobuf(signal: Signal, bytes: Uint8Array): unknown {
  const type = requestType(signal);
  return type.toObject(type.decode(bytes), {
    longs: String,
    enums: String,
    bytes: String,
    defaults: true,
    oneofs: true,
  });
}

/** What a request holds, from OTLP's JSON: ids are hexadecimal there. Throws when a member is of another type. */
export function decodeJson(signal: Signal, line: string): unknown {
  return decodeProtobuf(signal, encodeRequest(signal, line));
}

/** A request in OTLP's JSON as protobuf bytes. Throws when a member is of another type. */
export function encodeRequest(signal: Signal, line: string): Uint8Array {
  const type = requestType(signal);
  const parsed = parsedMembers(JSON.parse(line)) as Record<string, unknown>;
  const fault = type.verify(parsed);
  if (fault !== null) throw new Error(`${fault} in ${line.slice(0, 200)}`);
  return type.encode(type.fromObject(parsed)).finish();
}

/** The answer of a receiver that has rejected some of what a request for spans held, as protobuf bytes. */
export function encodePartialSuccess(rejectedSpans: number, errorMessage: string): Uint8Array {
  const type = root.lookupType('opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse');
  return type.encode(type.fromObject({ partialSuccess: { rejectedSpans, errorMessage } })).finish();
}

export function spansIn(request: unknown): readonly ReceivedSpan[] {
  return listOf(request, 'resourceSpans').flatMap(({ resource, scopeSpans }) =>
    (scopeSpans as Item[]).flatMap(({ scope, spans }) =>
      (spans as Item[]).map((span) => ({
        ...(span as unknown as ReceivedSpan),
        traceId: hex(span['traceId']),
        spanId: hex(span['spanId']),
        parentSpanId: hex(span['parentSpanId']),
        attributes: valuesOf(span['attributes']),
        events: (span['events'] as Item[]).map((event) => ({
          name: String(event['name']),
          attributes: valuesOf(event['attributes']),
        })),
        resource: valuesOf((resource as Item)['attributes']),
        scope: String((scope as Item)['name']),
      })),
    ),
  );
}

export function recordsIn(request: unknown): readonly ReceivedRecord[] {
  return listOf(request, 'resourceLogs').flatMap(({ scopeLogs }) =>
    (scopeLogs as Item[]).flatMap(({ logRecords }) =>
      (logRecords as Item[]).map((record) => ({
        ...(record as unknown as ReceivedRecord),
        traceId: hex(record['traceId']),
        body: valueOf(record['body'] as Item),
        attributes: valuesOf(record['attributes']),
      })),
    ),
  );
}

/** The names of the metrics in a request. */
export function metricsIn(request: unknown): readonly string[] {
  return listOf(request, 'resourceMetrics').flatMap(({ scopeMetrics }) =>
    (scopeMetrics as Item[]).flatMap(({ metrics }) => (metrics as Item[]).map(({ name }) => String(name))),
  );
}

type Item = Readonly<Record<string, unknown>>;

function requestType(signal: Signal): protobuf.Type {
  return root.lookupType(`opentelemetry.proto.collector.${services[signal]}`);
}

function listOf(request: unknown, name: string): readonly Item[] {
  return ((request as Item)[name] ?? []) as readonly Item[];
}

function valuesOf(pairs: unknown): Values {
  return Object.fromEntries((pairs as Item[]).map(({ key, value }) => [String(key), valueOf(value as Item)]));
}

/** `{ intValue: '12' }` → `12`; protobufjs names the member that is set beside the others. */
function valueOf(value: Item): unknown {
  const { value: kind, arrayValue } = value;
  if (kind === 'arrayValue') return ((arrayValue as Item)['values'] as Item[]).map(valueOf);
  if (kind === 'intValue') return Number(value['intValue']);
  return typeof kind === 'string' ? value[kind] : undefined;
}

/** protobufjs writes bytes as base64. */
function hex(base64: unknown): string {
  return Buffer.from(String(base64), 'base64').toString('hex');
}

/** OTLP's JSON as protobufjs takes it: ids as bytes, 64-bit integers, which JSON has as strings, in two halves. */
function parsedMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(parsedMembers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      // Proof of the cast: the definitions say so, and what is no integer throws.
      if (key === 'bucketCounts') return [key, (member as (string | number)[]).map((count) => halves(BigInt(count)))];
      if (typeof member !== 'string') return [key, parsedMembers(member)];
      if (/^(?:trace|span|parentSpan)Id$/.test(key)) return [key, Buffer.from(member, 'hex')];
      return [key, /(?:UnixNano|^intValue|^asInt|^count)$/.test(key) ? halves(BigInt(member)) : member];
    }),
  );
}

function halves(integer: bigint): { readonly low: number; readonly high: number } {
  return { low: Number(BigInt.asIntN(32, integer)), high: Number(BigInt.asIntN(32, integer >> 32n)) };
}
