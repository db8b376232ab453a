import { parsed } from '@bud/value';
import { firstText, listIn, membersIn, textIn, type JsonMembers, type ChatPart } from './message.ts';

/**
 * Parts as OpenTelemetry, OpenAI, Anthropic and the AI SDK name them; their names do not contradict each other. What is none
 * of them is shown as it is.
 */
const readers: Readonly<Record<string, (part: JsonMembers) => ChatPart>> = {
  text: (part) => ({ kind: 'text', text: firstText(part, 'content', 'text') ?? '' }),
  input_text: (part) => ({ kind: 'text', text: firstText(part, 'text') ?? '' }),
  output_text: (part) => ({ kind: 'text', text: firstText(part, 'text') ?? '' }),
  reasoning: (part) => ({ kind: 'reasoning', text: firstText(part, 'content', 'text') ?? '' }),
  thinking: (part) => ({ kind: 'reasoning', text: firstText(part, 'thinking', 'content') ?? '' }),
  tool_call: calledTool,
  'tool-call': calledTool,
  tool_use: calledTool,
  function: calledTool,
  tool_call_response: toolResult,
  'tool-result': toolResult,
  tool_result: toolResult,
  uri: media,
  blob: media,
  file: media,
  image: media,
  image_url: media,
  audio: media,
};

export function partOf(value: unknown): ChatPart {
  if (typeof value === 'string') return { kind: 'text', text: value };
  const part = membersIn(value);
  const type = textIn(part['type']) ?? '';
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  return read === undefined ? { kind: 'other', value } : read(part);
}

/** The content of a message: a string, or a list of parts. */
export function chatPartsOf(content: unknown): readonly ChatPart[] {
  const text = textIn(content);
  if (text !== undefined) return [{ kind: 'text', text }];
  return listIn(content).map(partOf);
}

export function calledTool(part: JsonMembers): ChatPart {
  const inner = membersIn(part['function']);
  const name = firstText(part, 'name', 'toolName', 'tool_name') ?? firstText(inner, 'name');
  const given = part['arguments'] ?? part['input'] ?? part['args'] ?? inner['arguments'];
  return { kind: 'call', id: firstText(part, 'id', 'toolCallId'), name: name ?? '(no name)', input: parsed(given) };
}

function toolResult(part: JsonMembers): ChatPart {
  const given = part['response'] ?? part['result'] ?? part['output'] ?? part['content'];
  return { kind: 'result', id: firstText(part, 'id', 'toolCallId', 'tool_use_id'), output: parsed(given) };
}

/** Media is never loaded: its address may be anybody's. What is shown is what it is, and where. */
function media(part: JsonMembers): ChatPart {
  const what = firstText(part, 'modality', 'mime_type', 'mediaType', 'type') ?? 'media';
  const url = part['image_url'];
  const where =
    firstText(part, 'uri', 'file_id', 'content', 'url') ?? textIn(url) ?? firstText(membersIn(url), 'url') ?? '';
  return { kind: 'media', what, where: where.length > 200 ? `${where.slice(0, 200)}…` : where };
}
