import { expect, test } from 'vitest';
import { fromOtlp, logsFromOtlp } from '@bud/trace';
import { decodeJson, decodeProtobuf as decodeReference, encodeRequest } from '../../../test/otlp/decode.ts';
import { gardenLines } from '../../../test/viewer/garden.ts';
import { logLine } from '../../../test/viewer/otlp.ts';
import { decodeProtobuf } from '../src/otlp/protobuf.ts';

// OpenTelemetry's own definitions write the bytes, ours reads them.
test.each(gardenLines().filter((line) => line.startsWith('{"resourceSpans"')))(
  'spans are what they are in JSON %#',
  (line) => {
    const bytes = encodeRequest('traces', line);
    expect(fromOtlp(decodeProtobuf('traces', bytes))).toEqual(fromOtlp(JSON.parse(line)));
    expect(decodeReference('traces', bytes)).toEqual(decodeJson('traces', line));
  },
);

test.each(['0', '1', '-1', '300', '9007199254740993', '9223372036854775807', '-9223372036854775808'])(
  'an integer keeps all its digits: %s',
  (intValue) => {
    const attributes = [{ key: 'n', value: { intValue } }];
    const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', attributes };
    const bytes = encodeRequest('traces', JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }));
    const [read] = fromOtlp(decodeProtobuf('traces', bytes));
    expect(String(read?.attributes['n'])).toBe(intValue);
  },
);

test('log records are what they are in JSON', () => {
  const line = logLine(1, 2, 30, 17, 'ouch');
  expect(logsFromOtlp(decodeProtobuf('logs', encodeRequest('logs', line)))).toEqual(logsFromOtlp(JSON.parse(line)));
});

test.each([
  ['cut off', Uint8Array.of(0x0a, 0x10, 0x0a), 'longer than its message'],
  ['a length beyond its message', Uint8Array.of(0x0a, 0x02, 0x0a, 0x7f), 'longer than its message'],
  ['an endless number', new Uint8Array(20).fill(0xff), 'varint'],
  ['deeper than the stack', deep(200_000), 'call stack'],
])('bytes that are none throw: %s', (_what, bytes, message) => {
  expect(() => decodeProtobuf('traces', bytes)).toThrow(message);
});

/** A list in a list in a list, as the value of an attribute of a resource. */
function deep(levels: number): Uint8Array {
  let bytes: readonly number[] = [];
  const parts: number[][] = [];
  let length = 0;
  for (let level = 0; level < levels; level += 1) {
    for (const tag of [0x0a, 0x2a]) {
      const head = [tag, ...varint(length)];
      parts.push(head);
      length += head.length;
    }
  }
  bytes = parts.toReversed().flat();
  for (const tag of [0x12, 0x0a, 0x0a, 0x0a]) bytes = [tag, ...varint(bytes.length), ...bytes];
  return Uint8Array.from(bytes);
}

function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
