import type { SpanData } from '@bud/trace';
import { parsed } from '@bud/value';
import { listIn, membersIn, textIn, type JsonMembers, type ChatMessage, type ChatPart } from './message.ts';
import { chatPartsOf, calledTool } from './part.ts';

/** Where messages are numbered attributes: `llm.input_messages.0.message.role`, `gen_ai.prompt.0.role`. */
const places: readonly (readonly [prefix: string, inner: string, isAnswer: boolean])[] = [
  // OpenInference semantic conventions
  ['llm.input_messages.', 'message', false],
  ['llm.output_messages.', 'message', true],
  // OpenLLMetry
  ['gen_ai.prompt.', '', false],
  ['gen_ai.completion.', '', true],
];

/** What OpenInference and OpenLLMetry say. */
export function flatMessages({ attributes }: Pick<SpanData, 'attributes'>): readonly ChatMessage[] {
  return places.flatMap(([prefix, inner, isAnswer]) =>
    listIn(nestedUnder(prefix, attributes)).map((item) => {
      const message = inner === '' ? membersIn(item) : membersIn(membersIn(item)[inner]);
      return messageOf(message, isAnswer);
    }),
  );
}

function messageOf(message: JsonMembers, isAnswer: boolean): ChatMessage {
  const { content, contents, role, tool_calls: calls } = message;
  // An answer may be JSON without being a list of parts: then it is text.
  const read = parsed(content);
  const texts = chatPartsOf(Array.isArray(read) ? read : content);
  const others = listIn(contents).map((each) => membersIn(membersIn(each)['message_content']));
  const isResult = role === 'tool' && content !== undefined;
  return {
    role: textIn(role) ?? (isAnswer ? 'assistant' : 'user'),
    parts: [
      ...(isResult ? [resultOf(message)] : texts),
      ...others.map((other): ChatPart => ({
        kind: 'text',
        text: textIn(other['text']) ?? `[${textIn(other['type']) ?? 'media'}]`,
      })),
      ...listIn(calls).map((call) => calledTool(membersIn(membersIn(call)['tool_call'] ?? call))),
    ],
    isAnswer,
    finishReason: textIn(message['finish_reason']),
  };
}

function resultOf({ content, tool_call_id: id }: JsonMembers): ChatPart {
  return { kind: 'result', id: textIn(id), output: parsed(content) };
}

/** `{ 'a.0.b': 1 }` under `a.` as `[{ b: 1 }]`. */
function nestedUnder(prefix: string, attributes: JsonMembers): unknown {
  const root: Branch = new Map();
  for (const [key, value] of Object.entries(attributes)) {
    if (!key.startsWith(prefix)) continue;
    const path = key.slice(prefix.length).split('.');
    // Deeper than any convention, and no name of an attribute nests without an end.
    if (path.length <= 12) put(root, path, value);
  }
  return plain(root);
}

type Branch = Map<string, unknown>;

function put(root: Branch, path: readonly string[], value: unknown): void {
  let at = root;
  for (const name of path.slice(0, -1)) {
    const below = at.get(name);
    if (below instanceof Map) at = below as Branch;
    else {
      const made: Branch = new Map();
      at.set(name, made);
      at = made;
    }
  }
  at.set(path.at(-1) ?? '', value);
}

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Branch)];
  if (!entries.every(([key]) => /^\d{1,6}$/.test(key)))
    return Object.fromEntries(entries.map(([key, member]) => [key, plain(member)]));
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, member]) => plain(member));
}
