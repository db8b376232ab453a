import { attributesIn, inMs, items, members, nanoseconds, nonEmpty } from './otlp-value.ts';
import { codesInOrder, kindsInOrder, type SpanData } from './span-data.ts';

/**
 * The spans of a request to `/v1/traces` in OTLP/JSON, which is also a line of a trace file. A record of a span that is
 * still open has the ids of that span. What lacks an id is left out.
 *
 * @example
 * import { fromOtlp } from '@bud/trace';
 *
 * const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', name: 'greet' };
 * fromOtlp({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }).length; // 1
 */
export function fromOtlp(request: unknown): readonly SpanData[] {
  return items(members(request)['resourceSpans'])
    .map(members)
    .flatMap((resourceSpans) => {
      const resource = attributesIn(members(resourceSpans['resource'])['attributes']);
      return items(resourceSpans['scopeSpans'])
        .map(members)
        .flatMap(({ scope: written, spans }) => {
          const { name, version } = members(written);
          const scope = { name: nonEmpty(name) ?? '', version: nonEmpty(version) };
          return items(spans).flatMap((span) => spanIn(members(span), resource, scope));
        });
    });
}

type Json = Readonly<Record<string, unknown>>;

function spanIn(span: Json, resource: SpanData['resource'], scope: SpanData['scope']): readonly SpanData[] {
  const attributes = attributesIn(span['attributes']);
  const ids = idsIn(span, attributes);
  if (ids === undefined) return [];
  const [start, end] = [nanoseconds(span['startTimeUnixNano']), nanoseconds(span['endTimeUnixNano'])];
  const { isOpen } = ids;
  return [
    {
      ...ids,
      name: nonEmpty(span['name']) ?? '',
      kind: kindsInOrder[numbered(span['kind'], protobufKinds) - 1] ?? 'internal',
      startMs: inMs(start),
      durationMs: isOpen ? undefined : Number(end - start) / 1e6,
      attributes,
      events: items(span['events'])
        .map(members)
        .map((event) => ({
          name: nonEmpty(event['name']) ?? '',
          timeMs: inMs(nanoseconds(event['timeUnixNano'])),
          attributes: attributesIn(event['attributes']),
        })),
      links: items(span['links']).map(members).flatMap(linkIn),
      status: statusIn(members(span['status'])),
      resource,
      scope,
    },
  ];
}

type Ids = Pick<SpanData, 'traceId' | 'spanId' | 'parentSpanId' | 'isOpen'>;

/**
 * Receivers that take a span once get, of one that is open for long, a child which says so; here it is that span again:
 *
 *   above ◀─ bud.pending_parent_id ─ child ─ parent ─▶ the open span
 */
function idsIn(span: Json, attributes: SpanData['attributes']): Ids | undefined {
  const [traceId, spanId] = [nonEmpty(span['traceId']), nonEmpty(span['spanId'])];
  const parentSpanId = nonEmpty(span['parentSpanId']);
  if (traceId === undefined || spanId === undefined) return undefined;
  const isPending = attributes['bud.span_type'] === 'pending';
  if (nanoseconds(span['endTimeUnixNano']) === 0n) return { traceId, spanId, parentSpanId, isOpen: true };
  if (!isPending || parentSpanId === undefined) return { traceId, spanId, parentSpanId, isOpen: false };
  return { traceId, spanId: parentSpanId, parentSpanId: nonEmpty(attributes['bud.pending_parent_id']), isOpen: true };
}

function linkIn(link: Json): SpanData['links'] {
  const [traceId, spanId] = [nonEmpty(link['traceId']), nonEmpty(link['spanId'])];
  if (traceId === undefined || spanId === undefined) return [];
  return [{ traceId, spanId, attributes: attributesIn(link['attributes']) }];
}

function statusIn({ code, message }: Json): SpanData['status'] {
  return { code: codesInOrder[numbered(code, protobufCodes)] ?? 'unset', message: nonEmpty(message) };
}

/** Protobuf's JSON has enumerations as numbers or as their names. */
function numbered(value: unknown, names: readonly string[]): number {
  return typeof value === 'number' ? value : names.indexOf(String(value));
}

// opentelemetry-proto, trace/v1: Span.SpanKind, Status.StatusCode
const protobufKinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map(
  (name) => `SPAN_KIND_${name}`,
);
const protobufCodes = ['UNSET', 'OK', 'ERROR'].map((name) => `STATUS_CODE_${name}`);
