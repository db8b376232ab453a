/**
 * What Cohere's client says, in its own spelling of the API:
 *
 *   chat        version 2: messages
 *   chat-v1     version 1: one message, and a history
 *   embeddings  of both
 *   said        parts, settings and usage, which both say alike
 */
import type { Answered, Asked, Collector, WireFormat } from '../format.ts';
import { inOrder } from '../in-order.ts';
import { textPart, toolCall, toolResponse, type Message, type Part } from '../message.ts';
import { list, number, plain, string, type Plain } from '../plain.ts';
import { cohereParameters, coherePart, cohereUsage } from './said.ts';

/** `client.chat` of version 2 of Cohere's API. */
export const cohereChat: WireFormat = {
  operation: 'chat',
  ask: ([request]) => askedOf(plain(request), false),
  answer: (response) => answeredOf(plain(response)),
};

/** `client.chatStream`: events that begin, extend and end parts of one message. */
export const cohereStream: WireFormat = {
  ...cohereChat,
  ask: ([request]) => askedOf(plain(request), true),
  collector,
};

function askedOf(request: Plain, isStream: boolean): Asked {
  const { model, messages, tools } = request;
  return {
    model: string(model),
    isStream,
    parameters: cohereParameters(request, isStream),
    content: () => ({ input: list(messages).map(messageOf), ...(tools !== undefined && { tools }) }),
  };
}

function messageOf(message: unknown): Message {
  const { role, content, toolCallId: id } = plain(message);
  if (role === 'tool') return { role, parts: [toolResponse(id, content)] };
  return { role: string(role) ?? 'assistant', parts: partsOf(plain(message)) };
}

function partsOf({ content, toolPlan, toolCalls }: Plain): readonly Part[] {
  const plan = string(toolPlan) ?? '';
  return [
    ...(plan === '' ? [] : [{ type: 'reasoning', content: plan } as const]),
    ...(typeof content === 'string' ? [textPart(content)] : list(content).map(coherePart)),
    ...list(toolCalls).map((call) => {
      const { id, function: called } = plain(call);
      return toolCall(id, plain(called)['name'], plain(called)['arguments']);
    }),
  ];
}

function answeredOf({ id, finishReason, message, usage }: Plain): Answered {
  const finish = string(finishReason);
  return {
    id: string(id),
    ...(finish !== undefined && { finishReasons: [finish] }),
    usage: cohereUsage(usage),
    output: () => [{ ...messageOf(message), finish_reason: finish }],
  };
}

/** A text, a thought or a call of a tool that grows with its events. */
interface Growing {
  readonly type: 'text' | 'thinking' | 'call';
  readonly call: Plain;
  text: string;
}

function collector(): Collector {
  let id: unknown;
  let end: Plain = {};
  let plan = '';
  // Calls of tools and contents are counted apart.
  const contents = new Map<number, Growing>();
  const calls = new Map<number, Growing>();
  return {
    add(event) {
      const { type, id: begun, index, delta } = plain(event);
      const { content, toolCalls, toolPlan } = plain(plain(delta)['message']);
      const at = number(index) ?? 0;
      if (type === 'message-start') id = begun;
      else if (type === 'message-end') end = plain(delta);
      else if (type === 'content-start' || type === 'content-delta') growContent(contents, at, plain(content));
      else if (type === 'tool-call-start' || type === 'tool-call-delta') growCall(calls, at, plain(toolCalls));
      else if (type === 'tool-plan-delta') plan += string(toolPlan) ?? '';
    },
    answered: () =>
      answeredOf({
        id,
        finishReason: end['finishReason'],
        usage: end['usage'],
        message: {
          role: 'assistant',
          toolPlan: plan,
          content: inOrder(contents).map(({ type, text }) => ({ type, [type]: text })),
          toolCalls: inOrder(calls).map(({ call, text }) => ({
            ...call,
            function: { ...plain(call['function']), arguments: text },
          })),
        },
      }),
  };
}

function growContent(contents: Map<number, Growing>, at: number, { text, thinking }: Plain): void {
  const type = typeof thinking === 'string' ? 'thinking' : 'text';
  const growing = contents.get(at) ?? { type, call: {}, text: '' };
  growing.text += string(text) ?? string(thinking) ?? '';
  contents.set(at, growing);
}

function growCall(calls: Map<number, Growing>, at: number, call: Plain): void {
  const growing = calls.get(at) ?? { type: 'call', call, text: '' };
  growing.text += string(plain(call['function'])['arguments']) ?? '';
  calls.set(at, growing);
}
