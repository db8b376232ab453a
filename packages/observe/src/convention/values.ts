import type { ConventionSpan } from '../options/options.ts';

/** What is recorded under a prefix: one value, or an object of them; undefined when there is nothing. */
export function valuesUnder({ attributes }: ConventionSpan, prefix: string): unknown {
  if (prefix in attributes) return readable(attributes, prefix);
  const members = Object.keys(attributes).filter((key) => key.startsWith(`${prefix}.`));
  if (members.length === 0) return undefined;
  return Object.fromEntries(members.map((key) => [key.slice(prefix.length + 1), readable(attributes, key)]));
}

/** A value that was recorded as JSON is itself again, so that it is not quoted twice. */
function readable(attributes: ConventionSpan['attributes'], key: string): unknown {
  const value = attributes[key];
  const json = attributes['bud.json_schema'];
  if (typeof value !== 'string' || !Array.isArray(json) || !json.includes(key)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // Cut in the middle by a limit.
    return value;
  }
}
