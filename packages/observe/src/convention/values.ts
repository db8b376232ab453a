import type { ConventionSpan } from '../options/options.ts';

/** What kind of step a span is: what its mark says, or the operation of OpenTelemetry's conventions for generative AI. */
export function typeOf({ attributes }: ConventionSpan): string | undefined {
  const { 'bud.track.type': type, 'gen_ai.operation.name': operation } = attributes;
  return typeof type === 'string' ? type : typesOfOperations[String(operation)];
}

// OpenTelemetry semantic conventions 1.41, gen_ai.operation.name
const typesOfOperations: Readonly<Record<string, string>> = {
  chat: 'llm',
  text_completion: 'llm',
  generate_content: 'llm',
  embeddings: 'embedding',
  retrieval: 'retriever',
  execute_tool: 'tool',
  create_agent: 'agent',
  invoke_agent: 'agent',
};

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
  return Array.isArray(json) && json.includes(key) ? parsed(value) : value;
}

/** What JSON says; anything else, and what a limit has cut, as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** What a model was asked with, besides messages: temperature, most tokens, … */
export function requestParameters({ attributes }: ConventionSpan): Readonly<Record<string, unknown>> | undefined {
  const prefix = 'gen_ai.request.';
  const given = Object.entries(attributes).filter(([key]) => key.startsWith(prefix) && key !== `${prefix}model`);
  return given.length === 0
    ? undefined
    : Object.fromEntries(given.map(([key, value]) => [key.slice(prefix.length), value]));
}
