/**
 * What is sent, in plain values, whoever decoded it:
 *
 *   bytes of protobuf ─┐
 *   OTLP's JSON       ─┴ decode ─▶ request ─ telemetryIn ─▶ Telemetry
 */

/** A value that an attribute can have; 64-bit integers as `BigInt`, which a receiver may tell from floating-point numbers. */
export type Value = string | bigint | number | boolean | null | readonly Value[];
export type Attributes = Readonly<Record<string, Value>>;

interface Scope {
  readonly name: string;
  readonly version: string;
}

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  /** `SERVER` */
  readonly kind: string;
  /** Nanoseconds since 1970. */
  readonly start: bigint;
  readonly end: bigint;
  /** `UNSET`, `OK`, `ERROR` */
  readonly status: string;
  readonly message: string;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly time: bigint; readonly attributes: Attributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: Attributes }[];
  readonly scope: Scope;
  readonly resource: Attributes;
}

interface Log {
  readonly time: bigint;
  readonly severity: number;
  readonly level: string;
  readonly body: Value;
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
  readonly scope: Scope;
  readonly resource: Attributes;
}

/** A point of a metric; when it was collected is left out, which is the time of sending. */
export interface Point {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly kind: 'sum' | 'gauge' | 'histogram';
  readonly isMonotonic: boolean;
  readonly attributes: Attributes;
  /** A number, or the parts of a histogram. */
  readonly value: number | Histogram;
}

interface Histogram {
  readonly count: number;
  readonly sum: number;
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

export interface Telemetry {
  readonly spans: readonly Span[];
  readonly logs: readonly Log[];
  readonly points: readonly Point[];
}

type Item = Readonly<Record<string, unknown>>;

/** What decoded requests hold: spans and logs in the order of their ids and times, metrics in that of their names. */
export function telemetryIn(requests: readonly unknown[]): Telemetry {
  return {
    spans: itemsOf(requests, 'resourceSpans', 'scopeSpans', 'spans')
      .map(spanOf)
      .toSorted((a, b) => compare(a.spanId, b.spanId)),
    logs: itemsOf(requests, 'resourceLogs', 'scopeLogs', 'logRecords')
      .map(logOf)
      .toSorted((a, b) => compare(a.time, b.time)),
    points: itemsOf(requests, 'resourceMetrics', 'scopeMetrics', 'metrics')
      .flatMap(({ item }) => pointsOf(item))
      .toSorted((a, b) => compare(pointKey(a), pointKey(b))),
  };
}

interface Found {
  readonly item: Item;
  readonly scope: Scope;
  readonly resource: Attributes;
}

function itemsOf(requests: readonly unknown[], ofResource: string, ofScope: string, ofItem: string): readonly Found[] {
  return requests.flatMap((request) =>
    list(request as Item, ofResource).flatMap((group) =>
      list(group, ofScope).flatMap((scoped) => {
        const { name = '', version = '' } = (scoped['scope'] ?? {}) as Partial<Scope>;
        const resource = attributesOf(list((group['resource'] ?? {}) as Item, 'attributes'));
        return list(scoped, ofItem).map((item) => ({ item, scope: { name, version }, resource }));
      }),
    ),
  );
}

function spanOf({ item, scope, resource }: Found): Span {
  const { code = 'STATUS_CODE_UNSET', message = '' } = (item['status'] ?? {}) as Readonly<Record<string, string>>;
  return {
    traceId: hex(item['traceId']),
    spanId: hex(item['spanId']),
    parentSpanId: hex(item['parentSpanId']),
    name: String(item['name']),
    kind: String(item['kind']).replace('SPAN_KIND_', ''),
    start: BigInt(String(item['startTimeUnixNano'])),
    end: BigInt(String(item['endTimeUnixNano'])),
    status: code.replace('STATUS_CODE_', ''),
    message,
    attributes: attributesOf(list(item, 'attributes')),
    events: list(item, 'events').map((event) => ({
      name: String(event['name']),
      time: BigInt(String(event['timeUnixNano'])),
      attributes: attributesOf(list(event, 'attributes')),
    })),
    links: list(item, 'links').map((link) => ({
      traceId: hex(link['traceId']),
      spanId: hex(link['spanId']),
      attributes: attributesOf(list(link, 'attributes')),
    })),
    scope,
    resource,
  };
}

function logOf({ item, scope, resource }: Found): Log {
  return {
    time: BigInt(String(item['timeUnixNano'])),
    severity: severities.indexOf(String(item['severityNumber']).replace('SEVERITY_NUMBER_', '')),
    level: String(item['severityText']),
    body: valueOf((item['body'] ?? {}) as Item),
    traceId: hex(item['traceId']),
    spanId: hex(item['spanId']),
    attributes: attributesOf(list(item, 'attributes')),
    scope,
    resource,
  };
}

// opentelemetry-proto, logs.proto: unspecified is 0, each of these has four numbers.
const severities = [
  'UNSPECIFIED',
  ...['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((name) => [
    name,
    ...[2, 3, 4].map((number) => name + number),
  ]),
];

function pointsOf(metric: Item): readonly Point[] {
  const kind = (['sum', 'gauge', 'histogram'] as const).find((one) => (metric[one] ?? null) !== null);
  if (kind === undefined) throw new Error(`${String(metric['name'])} is of no known kind`);
  const data = metric[kind] as Item;
  return list(data, 'dataPoints').map((point) => ({
    name: String(metric['name']),
    unit: String(metric['unit']),
    description: String(metric['description']),
    kind,
    isMonotonic: data['isMonotonic'] === true,
    attributes: attributesOf(list(point, 'attributes')),
    value: kind === 'histogram' ? histogramOf(point) : Number(point['asDouble'] ?? point['asInt']),
  }));
}

function histogramOf(point: Item): Histogram {
  return {
    count: Number(point['count']),
    sum: Number(point['sum']),
    bounds: point['explicitBounds'] as number[],
    counts: (point['bucketCounts'] as unknown[]).map(Number),
  };
}

function pointKey({ name, attributes }: Point): string {
  return `${name} ${Object.values(attributes).join(' ')}`;
}

function attributesOf(pairs: readonly Item[]): Attributes {
  return Object.fromEntries(pairs.map(({ key, value }) => [String(key), valueOf(value as Item)]));
}

/** protobufjs names the member that is set beside the others: `{ intValue: '12', value: 'intValue' }`. */
function valueOf(item: Item): Value {
  const { value: kind } = item;
  if (kind === undefined) return null;
  if (kind === 'arrayValue') return list(item['arrayValue'] as Item, 'values').map(valueOf);
  if (kind === 'intValue') return BigInt(String(item['intValue']));
  if (kind === 'stringValue' || kind === 'boolValue' || kind === 'doubleValue')
    // Proof of the cast: the definitions say what these members are.
    return item[kind] as Value;
  throw new Error(`A value of another kind: ${JSON.stringify(item)}`);
}

function list(item: Item, name: string): readonly Item[] {
  return (item[name] ?? []) as readonly Item[];
}

/** protobufjs writes bytes as base64. */
function hex(base64: unknown): string {
  return Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64').toString('hex');
}

function compare<Key extends string | bigint>(a: Key, b: Key): number {
  return a < b ? -1 : Number(a > b);
}
