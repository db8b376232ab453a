import { createTraceState, SpanKind, SpanStatusCode, type HrTime } from '@opentelemetry/api';
import { ProtobufLogsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeProtobuf } from '../../../../test/otlp/decode.ts';
import { encodedRecords, encodedSpans } from '../../src/export/otlp/encoded.ts';

// What OpenTelemetry's own transformer writes is what ours must mean, to any reader of its published definitions.

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: length, maxLength: length });
// Lengths around those that take another byte, and letters of one to four bytes; half of a pair is none that UTF-8 has.
const letters = fc.tuple(fc.constantFrom('a', 'é', '€', '😀'), fc.constantFrom(30, 32, 42, 63, 64, 65, 127, 128, 5461));
const names = fc.oneof(fc.string(), fc.constantFrom('http.request.method', 'gen_ai.usage.input_tokens', 'größe'));
const strings = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  letters.map(([letter, times]) => letter.repeat(times)),
  fc.constant('\ud800'),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(
    0,
    -0,
    -1,
    127,
    128,
    2 ** 31,
    -(2 ** 31),
    2 ** 53,
    2 ** 60,
    -(2 ** 63),
    2 ** 63,
    1e300,
    NaN,
    Infinity,
  ),
);
const values = fc.oneof(
  { weight: 3, arbitrary: strings },
  numbers,
  fc.boolean(),
  fc.array(strings, { maxLength: 4 }),
  fc.array(numbers, { maxLength: 4 }),
);
const attributes = fc.dictionary(names, values, { maxKeys: 4 });
const times = fc.tuple(
  fc.oneof(fc.constantFrom(0, 1_700_000_000, 2 ** 31, 2 ** 33), fc.nat()),
  fc.nat({ max: 999_999_999 }),
) as fc.Arbitrary<HrTime>;
const contexts = fc.record({
  traceId: hex(32),
  spanId: hex(16),
  traceFlags: fc.constantFrom(0, 1),
  isRemote: fc.constantFrom(true, false, undefined),
  traceState: fc.constantFrom(undefined, createTraceState('vendor=1,other=2')),
});
const resources = attributes.map((given) => resourceFromAttributes(given as Record<string, string>));
const scopes = fc.constantFrom({ name: 'bud' }, { name: 'other', version: '1.2', schemaUrl: 'https://example.com/1' });
const counts = fc.constantFrom(0, 1, 300);
const spans = fc.record({
  name: strings,
  kind: fc.constantFrom(SpanKind.INTERNAL, SpanKind.SERVER, SpanKind.CONSUMER),
  context: contexts,
  parentSpanContext: fc.option(contexts, { nil: undefined }),
  startTime: times,
  endTime: times,
  attributes,
  events: fc.array(fc.record({ name: strings, time: times, attributes: fc.option(attributes, { nil: undefined }) }), {
    maxLength: 3,
  }),
  links: fc.array(fc.record({ context: contexts, attributes, droppedAttributesCount: counts }), { maxLength: 3 }),
  status: fc.constantFrom<ReadableSpan['status']>(
    { code: SpanStatusCode.UNSET },
    { code: SpanStatusCode.OK },
    { code: SpanStatusCode.ERROR, message: 'höher' },
  ),
  instrumentationScope: scopes,
  droppedAttributesCount: counts,
  droppedEventsCount: counts,
  droppedLinksCount: counts,
});
const records = fc.record({
  hrTime: times,
  hrTimeObserved: times,
  severityNumber: fc.constantFrom(undefined, 9, 17),
  severityText: fc.constantFrom(undefined, 'info'),
  body: fc.oneof(
    strings,
    values,
    fc.constant(undefined),
    fc.constant({ a: [1, { b: null }], bytes: Uint8Array.of(1) }),
  ),
  eventName: fc.constantFrom(undefined, 'event'),
  attributes,
  spanContext: fc.option(contexts, { nil: undefined }),
  instrumentationScope: scopes,
  droppedAttributesCount: counts,
});

// Proof of the casts below: everything that either of the two encoders reads is there.
test('spans mean what they mean when OpenTelemetry writes them', () => {
  fc.assert(
    fc.property(resources, fc.array(spans, { minLength: 1, maxLength: 3 }), (resource, drawn) => {
      const given = drawn.map(({ context, ...span }) => ({ ...span, resource, spanContext: () => context }));
      const ours = encodedSpans(given as unknown as ReadableSpan[]);
      const theirs = ProtobufTraceSerializer.serializeRequest(given as unknown as ReadableSpan[]);
      expect(decodeProtobuf('traces', ours)).toEqual(decodeProtobuf('traces', theirs ?? new Uint8Array()));
    }),
    { numRuns: 100 },
  );
});

test('log records mean what they mean when OpenTelemetry writes them', () => {
  fc.assert(
    fc.property(resources, fc.array(records, { minLength: 1, maxLength: 3 }), (resource, drawn) => {
      const given = drawn.map((record) => ({ ...record, resource })) as unknown as ReadableLogRecord[];
      const theirs = ProtobufLogsSerializer.serializeRequest(given);
      expect(decodeProtobuf('logs', encodedRecords(given))).toEqual(decodeProtobuf('logs', theirs ?? new Uint8Array()));
    }),
    { numRuns: 100 },
  );
});

test('a batch that needs much memory is followed by one that is whole', () => {
  const span = (name: string): ReadableSpan => ({ ...fc.sample(spans, { seed: 1, numRuns: 1 })[0], name }) as never;
  const given = ['x'.repeat(6_000_000), 'small'].map((name) => {
    const { context, ...rest } = span(name) as ReadableSpan & { readonly context: unknown };
    return { ...rest, resource: resourceFromAttributes({}), spanContext: () => context } as unknown as ReadableSpan;
  });
  for (const each of given)
    expect(decodeProtobuf('traces', encodedSpans([each]))).toEqual(
      decodeProtobuf('traces', ProtobufTraceSerializer.serializeRequest([each]) ?? new Uint8Array()),
    );
});
