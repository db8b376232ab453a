import { parsed } from '@bud/value';

/** Messages as OpenTelemetry has them, as far as they are read. */
interface Message {
  readonly role?: unknown;
  readonly parts?: readonly Part[];
}

interface Part {
  readonly type?: unknown;
  readonly content?: unknown;
  readonly id?: unknown;
  readonly name?: unknown;
  readonly arguments?: unknown;
  readonly response?: unknown;
  readonly modality?: unknown;
  readonly uri?: unknown;
}

type Nested = Readonly<Record<string, unknown>>;

/** What was said, as OpenInference nests it; nothing where a limit has cut it in the middle. */
export function messagesIn(json: unknown, systemInstructions?: unknown): readonly Nested[] {
  // Proof of the casts: whatever the members are, they are read as unknown.
  const instructions = listIn(systemInstructions) as readonly Part[];
  const messages = listIn(json) as readonly Message[];
  const system = instructions.length === 0 ? [] : [{ role: 'system', parts: instructions }];
  return [...system, ...messages].flatMap(theirMessages);
}

export function toolsIn(json: unknown): readonly Nested[] {
  return listIn(json).map((tool) => ({ tool: { json_schema: JSON.stringify(tool) } }));
}

/** What JSON lists. */
function listIn(json: unknown): readonly unknown[] {
  const value = parsed(json);
  return Array.isArray(value) ? value : [];
}

/** One message, and one for each answer of a tool: there, a message answers one call. */
function theirMessages({ role, parts = [] }: Message): readonly Nested[] {
  const answers = parts.filter(({ type }) => type === 'tool_call_response');
  const said = parts.filter(({ type }) => type !== 'tool_call_response');
  return [
    ...answers.map(({ id, response }) => ({
      message: { role: 'tool', tool_call_id: id, content: asString(response) },
    })),
    ...(said.length > 0 || answers.length === 0 ? [{ message: { role, ...spoken(said) } }] : []),
  ];
}

function spoken(parts: readonly Part[]): Nested {
  const calls = parts.filter(({ type }) => type === 'tool_call');
  const contents = parts.filter(({ type }) => type !== 'tool_call');
  const [only] = contents;
  return {
    ...(contents.length === 1 && only?.type === 'text'
      ? { content: only.content }
      : { contents: contents.map(theirContent) }),
    tool_calls: calls.map(({ id, name, arguments: given }) => ({
      tool_call: { id, function: { name, arguments: asString(given) } },
    })),
  };
}

function theirContent({ type, content, modality, uri }: Part): Nested {
  if (type === 'uri' && modality === 'image')
    return { message_content: { type: 'image', image: { image: { url: uri } } } };
  const text = type === 'uri' ? uri : content;
  return { message_content: { type: type === 'reasoning' ? 'reasoning' : 'text', text } };
}

function asString(value: unknown): unknown {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

/** `{ a: [{ b: 1 }] }` as `prefix.a.0.b`: attributes are flat. What is undefined is left out. */
export function flattened(prefix: string, value: unknown): Nested {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) return { [prefix]: value };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => Object.entries(flattened(`${prefix}.${key}`, member))),
  );
}
