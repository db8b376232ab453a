import { wellFormed } from '@bud/value';
import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { limits } from '../model/limits.ts';

const nativeKinds: readonly string[] = ['string', 'number', 'boolean'];

/** What a program sets: primitives and lists of one kind of them as they are, the rest as JSON; bounded, without secrets. */
export function attributesOf(values: Readonly<Record<string, unknown>>): Attributes {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [wellFormed(name), attributeOf(name, value)]));
}

function attributeOf(name: string, value: unknown): AttributeValue {
  const { secrets } = limits;
  const own = ownName(name);
  const replacement = secrets.isSecret(own, value) ? secrets.replacement({ key: own, path: [name], value }) : undefined;
  if (replacement !== undefined) return replacement;
  if (!isNativeList(value)) return limits.format(value, limits, name).value;
  // Proof of the cast: all items are of the kind of the first.
  return value.map((item) => (typeof item === 'string' ? wellFormed(secrets.hideIn(item)) : item)) as AttributeValue;
}

function isNativeList(value: unknown): value is readonly (string | number | boolean)[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    nativeKinds.includes(typeof value[0]) &&
    value.every((item) => typeof item === typeof value[0])
  );
}

const conventions = /^(?:bud|gen_ai|mcp|session|user|workflow|http|url|db|code|exception)\./;

/** A name that a convention gives says nothing about secrets: `gen_ai.usage.input_tokens`; `llm.api_key` may be one. */
function ownName(name: string): string {
  return conventions.test(name) ? '' : name;
}
