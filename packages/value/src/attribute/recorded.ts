/** Which attributes of a span are JSON, as a list of their names. */
export const JSON_SCHEMA = 'bud.json_schema';

/** Attributes of a span, as they were recorded. */
type Recorded = Readonly<Record<string, unknown>>;

/**
 * What kind of step a span is: what its mark says, or the operation of OpenTelemetry's conventions for generative AI.
 *
 * @example
 * spanTypeOf({ 'gen_ai.operation.name': 'execute_tool' }); // 'tool'
 */
export function spanTypeOf(attributes: Recorded): string | undefined {
  const { 'bud.track.type': type, 'gen_ai.operation.name': operation } = attributes;
  if (typeof type === 'string') return type;
  return typeof operation === 'string' && Object.hasOwn(typesOfOperations, operation)
    ? typesOfOperations[operation]
    : undefined;
}

/**
 * The kinds of step that operations are, for what cannot ask {@link spanTypeOf}: a database.
 *
 * Source: OpenTelemetry semantic conventions 1.41, gen_ai.operation.name
 *
 * @example
 * typesOfOperations['execute_tool']; // 'tool'
 */
export const typesOfOperations: Readonly<Record<string, string>> = {
  chat: 'llm',
  text_completion: 'llm',
  generate_content: 'llm',
  embeddings: 'embedding',
  retrieval: 'retriever',
  execute_tool: 'tool',
  create_agent: 'agent',
  invoke_agent: 'agent',
};

/**
 * The value of an attribute; what was recorded as JSON is itself again.
 *
 * @example
 * recordedValue({ a: '[1]', 'bud.json_schema': ['a'] }, 'a'); // [1]
 */
export function recordedValue(attributes: Recorded, key: string): unknown {
  const { [JSON_SCHEMA]: json } = attributes;
  return Array.isArray(json) && (json as readonly unknown[]).includes(key) ? parsed(attributes[key]) : attributes[key];
}

/**
 * What JSON says; anything else, and what a limit has cut, as it is.
 *
 * @example
 * parsed('[1, 2'); // '[1, 2'
 */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
