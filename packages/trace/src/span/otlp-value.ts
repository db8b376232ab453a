import type { SpanAttributes } from './span-data.ts';

/** What stands in JSON under names; anything else has no members. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  // Proof of the cast: what JSON has parsed to, and what is no list, is such an object.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** OTLP's list of keys and values as an object. */
export function attributesIn(value: unknown): SpanAttributes {
  const pairs = items(value).map(members);
  return Object.fromEntries(
    pairs.flatMap(({ key, value: written }) => (typeof key === 'string' ? [[key, valueOf(written)]] : [])),
  );
}

/** OTLP's `AnyValue`; bytes stay the base64 that they are in JSON. */
export function valueOf(written: unknown): unknown {
  const [[kind, value] = []] = Object.entries(members(written));
  if (kind === 'arrayValue') return items(members(value)['values']).map(valueOf);
  if (kind === 'kvlistValue') return attributesIn(members(value)['values']);
  // 64-bit integers are strings in Protobuf's JSON, so that no digit is lost; those that lose none are numbers here.
  if (kind !== 'intValue' || typeof value !== 'string') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Nanoseconds: in JSON a string, for a double does not have their digits. */
export function nanoseconds(value: unknown): bigint {
  if (typeof value === 'string' && /^\d+$/.test(value)) return BigInt(value);
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? BigInt(value) : 0n;
}

export function inMs(ns: bigint): number {
  return Number(ns / 1_000_000n) + Number(ns % 1_000_000n) / 1e6;
}
