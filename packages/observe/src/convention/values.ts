import { recordedValue } from '@bud/value';
import type { ConventionSpan } from '../options/options.ts';

/** What is recorded under a prefix: one value, or an object of them; undefined when there is nothing. */
export function valuesUnder({ attributes }: ConventionSpan, prefix: string): unknown {
  if (prefix in attributes) return recordedValue(attributes, prefix);
  const members = Object.keys(attributes).filter((key) => key.startsWith(`${prefix}.`));
  if (members.length === 0) return undefined;
  return Object.fromEntries(members.map((key) => [key.slice(prefix.length + 1), recordedValue(attributes, key)]));
}

/** What a model was asked with, besides messages: temperature, most tokens, … */
export function requestParameters({ attributes }: ConventionSpan): Readonly<Record<string, unknown>> | undefined {
  const prefix = 'gen_ai.request.';
  const given = Object.entries(attributes).filter(([key]) => key.startsWith(prefix) && key !== `${prefix}model`);
  return given.length === 0
    ? undefined
    : Object.fromEntries(given.map(([key, value]) => [key.slice(prefix.length), value]));
}
