/**
 * Requests of OTLP as Protocol Buffers, in the form that its JSON has:
 *
 *   bytes ─▶ message ─▶ fields of a table, by number ─▶ { resourceSpans: [{ scopeSpans: [{ spans: […] }] }] }
 *
 * Ids are hexadecimal and 64-bit integers strings, as OTLP's JSON wants it.
 */
import { PbfReader } from 'pbf';

/** A field of a message: its name in JSON, and how its value is read. Lists are read item by item. */
type Field = readonly [name: string, read: (reader: PbfReader) => unknown, isList?: 'list'];
type Fields = Readonly<Record<number, Field>>;

/** What of OTLP a viewer shows. */
export type SignalShown = 'traces' | 'logs';

/** A request in the form of OTLP's JSON. Throws for bytes that are none. */
export function decodeProtobuf(signal: SignalShown, bytes: Uint8Array): unknown {
  return messageOf(new PbfReader(bytes), requests[signal], bytes.length);
}

function messageOf(reader: PbfReader, fields: Fields, end: number): Readonly<Record<string, unknown>> {
  if (end > reader.length) throw new RangeError(tooLong);
  const message: Record<string, unknown> = {};
  while (reader.pos < end) {
    const tag = reader.readVarint();
    const field = fields[tag >> 3];
    if (field === undefined) reader.skip(tag);
    else addTo(message, field, field[1](reader));
  }
  if (reader.pos > end) throw new RangeError(tooLong);
  return message;
}

const tooLong = 'a field is longer than its message';

function addTo(message: Record<string, unknown>, [name, , isList]: Field, value: unknown): void {
  if (isList === undefined) message[name] = value;
  // Proof of the cast: a field is a list in all of its occurrences.
  else ((message[name] ??= []) as unknown[]).push(value);
}

function message(fields: Fields): (reader: PbfReader) => unknown {
  return (reader) => {
    const length = reader.readVarint();
    return messageOf(reader, fields, reader.pos + length);
  };
}

const string = (reader: PbfReader): unknown => reader.readString();
const integer = (reader: PbfReader): unknown => reader.readVarint(true);
const fixed32 = (reader: PbfReader): unknown => reader.readFixed32();
const hexadecimal = (reader: PbfReader): unknown => Buffer.from(reader.readBytes()).toString('hex');

/** 64 bits, seven a byte; the reader's own numbers lose digits from 2 ** 53 on. */
function int64(reader: PbfReader): unknown {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const byte = reader.buf[reader.pos];
    if (byte === undefined) throw new RangeError(tooLong);
    reader.pos += 1;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return String(BigInt.asIntN(64, value));
    if (shift > 56n) throw new RangeError('a number is longer than 64 bits');
  }
}

/** Nanoseconds since 1970 need more than the 53 bits of a number. */
function nanoseconds(reader: PbfReader): unknown {
  const low = reader.readFixed32();
  return String((BigInt(reader.readFixed32()) << 32n) | BigInt(low));
}

// opentelemetry-proto 1.11: common/v1, resource/v1, trace/v1, logs/v1
const anyValue: Record<number, Field> = {
  1: ['stringValue', string],
  2: ['boolValue', (reader) => reader.readBoolean()],
  3: ['intValue', int64],
  4: ['doubleValue', (reader) => reader.readDouble()],
  7: ['bytesValue', (reader) => Buffer.from(reader.readBytes()).toString('base64')],
};
const keyValue: Fields = { 1: ['key', string], 2: ['value', message(anyValue)] };
// A value may hold values.
anyValue[5] = ['arrayValue', message({ 1: ['values', message(anyValue), 'list'] })];
anyValue[6] = ['kvlistValue', message({ 1: ['values', message(keyValue), 'list'] })];

const attributes: Field = ['attributes', message(keyValue), 'list'];
const resource: Field = ['resource', message({ 1: attributes })];
const scope: Field = ['scope', message({ 1: ['name', string], 2: ['version', string], 3: attributes })];

const event: Fields = { 1: ['timeUnixNano', nanoseconds], 2: ['name', string], 3: attributes };
const link: Fields = {
  1: ['traceId', hexadecimal],
  2: ['spanId', hexadecimal],
  3: ['traceState', string],
  4: attributes,
};
const status: Fields = { 2: ['message', string], 3: ['code', integer] };
const span: Fields = {
  1: ['traceId', hexadecimal],
  2: ['spanId', hexadecimal],
  3: ['traceState', string],
  4: ['parentSpanId', hexadecimal],
  5: ['name', string],
  6: ['kind', integer],
  7: ['startTimeUnixNano', nanoseconds],
  8: ['endTimeUnixNano', nanoseconds],
  9: attributes,
  10: ['droppedAttributesCount', integer],
  11: ['events', message(event), 'list'],
  12: ['droppedEventsCount', integer],
  13: ['links', message(link), 'list'],
  14: ['droppedLinksCount', integer],
  15: ['status', message(status)],
  16: ['flags', fixed32],
};
const logRecord: Fields = {
  1: ['timeUnixNano', nanoseconds],
  2: ['severityNumber', integer],
  3: ['severityText', string],
  5: ['body', message(anyValue)],
  6: attributes,
  8: ['flags', fixed32],
  9: ['traceId', hexadecimal],
  10: ['spanId', hexadecimal],
  11: ['observedTimeUnixNano', nanoseconds],
  12: ['eventName', string],
};

/** Both kinds of request have the same frame: resources, in them scopes, in these the items. */
function request(resources: string, scopes: string, items: string, item: Fields): Fields {
  const ofScope: Fields = { 1: scope, 2: [items, message(item), 'list'], 3: ['schemaUrl', string] };
  const ofResource: Fields = { 1: resource, 2: [scopes, message(ofScope), 'list'], 3: ['schemaUrl', string] };
  return { 1: [resources, message(ofResource), 'list'] };
}

const requests: Readonly<Record<SignalShown, Fields>> = {
  traces: request('resourceSpans', 'scopeSpans', 'spans', span),
  logs: request('resourceLogs', 'scopeLogs', 'logRecords', logRecord),
};
