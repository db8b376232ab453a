import type OpenAI from 'openai';

import { ApiError } from './api-error.ts';
import { reply, textOf, type Call, type Reply } from './model.ts';
import { requireModel } from './request-body.ts';

/** The chat model this server has. */
export const chatModel = 'bud-small';

/** A valid request for a chat completion. */
export type ChatRequest = Pick<
  OpenAI.ChatCompletionCreateParams,
  'model' | 'messages' | 'tools' | 'tool_choice' | 'stream' | 'stream_options'
>;

/** Checks a request body; throws an {@link ApiError} that says what is wrong with it. */
export function chatRequest(body: Readonly<Record<string, unknown>>): ChatRequest {
  requireModel(body['model'], chatModel);
  const messages: unknown = body['messages'];
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new ApiError(400, "Missing required parameter: 'messages'.", { param: 'messages' });
  }
  messages.forEach((message: unknown, index) => {
    if (typeof message !== 'object' || message === null || !('role' in message)) {
      throw new ApiError(400, `Missing required parameter: 'messages[${index}].role'.`, { param: 'messages' });
    }
  });
  // The fields that are read were checked above; the others are optional and only compared with known values.
  return body as unknown as ChatRequest;
}

/** The whole answer as one object. */
export function chatCompletion(request: ChatRequest, id: string): OpenAI.ChatCompletion {
  const said = answer(request);
  const toolCalls = toolCallsOf(said, id);
  const message: OpenAI.ChatCompletionMessage = {
    role: 'assistant',
    content: toolCalls.length > 0 ? null : said.content,
    refusal: null,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  };
  return {
    ...head(request, id),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(said) }],
    usage: usage(request, said),
  };
}

/** The same answer in pieces, the way `stream: true` asks for it. */
export function* chatCompletionChunks(request: ChatRequest, id: string): Generator<OpenAI.ChatCompletionChunk> {
  const said = answer(request);
  const chunk = (
    delta: OpenAI.ChatCompletionChunk.Choice.Delta,
    finish: OpenAI.ChatCompletionChunk.Choice['finish_reason'] = null,
  ): OpenAI.ChatCompletionChunk => ({
    ...head(request, id),
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });

  yield chunk({ role: 'assistant', content: '' });
  for (const content of tokens(said.content)) yield chunk({ content });
  for (const [index, call] of toolCallsOf(said, id).entries()) {
    // As from the real API: first who is called, then the arguments as text in pieces.
    yield chunk({ tool_calls: [{ ...call, index, function: { name: call.function.name, arguments: '' } }] });
    for (const text of tokens(call.function.arguments)) {
      yield chunk({ tool_calls: [{ index, function: { arguments: text } }] });
    }
  }
  yield chunk({}, finishReason(said));
  if (request.stream_options?.include_usage === true) {
    yield { ...chunk({}), choices: [], usage: usage(request, said) };
  }
}

function answer({ messages, tools, tool_choice }: ChatRequest): Reply {
  return reply({ messages, tools: tool_choice === 'none' ? [] : (tools ?? []) });
}

function head({ model }: ChatRequest, id: string): { id: string; created: number; model: string } {
  return { id, created: Math.floor(Date.now() / 1000), model };
}

function toolCallsOf({ calls }: Reply, id: string): OpenAI.ChatCompletionMessageFunctionToolCall[] {
  return calls.map((call: Call, index) => ({
    id: `call_${id.replace(/\D/g, '')}_${index + 1}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
}

function finishReason({ calls }: Reply): 'tool_calls' | 'stop' {
  return calls.length > 0 ? 'tool_calls' : 'stop';
}

function usage({ messages }: ChatRequest, said: Reply): OpenAI.CompletionUsage {
  const prompt = messages.flatMap((message) => tokens(textOf(message))).length;
  const completion = tokens(said.content).length + said.calls.length;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** Words with the space before them: what this model takes for a token. */
function tokens(text: string): string[] {
  return text.match(/\s*\S+/gu) ?? [];
}
