/** What LangChain says of models, messages, tools and documents, in the words of OpenTelemetry. */
import type { Attributes } from '@opentelemetry/api';
import * as names from '../../convention/names.ts';
import type { Answered, Usage } from '../../format/format.ts';
import {
  mediaPart,
  otherPart,
  textPart,
  toolCall,
  toolResponse,
  type Message,
  type Part,
} from '../../format/message.ts';
import { parametersOf } from '../../format/parameters.ts';
import { list, number, plain, string, type Plain } from '../../format/plain.ts';
import { asJson, contentAttributes } from '../../model/content.ts';

/** Providers that OpenTelemetry has other names for. Source: semantic conventions 1.41, gen_ai.provider.name */
const providers: Readonly<Record<string, string>> = {
  azure: 'azure.ai.openai',
  google_genai: 'gcp.gemini',
  google_vertexai: 'gcp.vertex_ai',
  amazon_bedrock: 'aws.bedrock',
  mistral: 'mistral_ai',
  mistralai: 'mistral_ai',
  xai: 'x_ai',
};

/** The model that a run asks, and how. `extra` and `metadata` are what handlers of callbacks are given. */
export function modelAttributes(extra: unknown, metadata: unknown): Attributes {
  const asked = plain(plain(extra)['invocation_params']);
  const { ls_provider, ls_model_name, ls_temperature, ls_max_tokens, thread_id } = plain(metadata);
  const provider = string(ls_provider);
  const parameters = parametersOf(
    { ...asked, temperature: asked['temperature'] ?? ls_temperature },
    {
      [names.PROVIDER]: provider === undefined ? undefined : (providers[provider] ?? provider),
      [names.REQUEST_MODEL]: string(ls_model_name) ?? string(asked['model']) ?? string(asked['model_name']),
      'gen_ai.request.max_tokens': asked['max_completion_tokens'] ?? asked['max_tokens'] ?? ls_max_tokens,
      'gen_ai.request.stop_sequences': asked['stop_sequences'] ?? asked['stop'],
      'gen_ai.request.reasoning.level': plain(asked['reasoning'])['effort'] ?? asked['reasoning_effort'],
      [names.CONVERSATION]: thread_id,
    },
  );
  // Whether it streams is not known yet: what it says of that is how the model would, if it were only invoked.
  const { 'gen_ai.request.stream': _, ...known } = parameters;
  // Proof of the cast: parameters of requests are what JSON holds; OpenTelemetry drops what is no attribute.
  return known as Attributes;
}

export function askedMessages(messages: unknown, extra: unknown): Attributes {
  const tools = plain(plain(extra)['invocation_params'])['tools'];
  return contentAttributes({ input: list(messages).map(messageOf), ...(tools !== undefined && { tools }) });
}

/** Of models that complete a string. */
export function askedPrompts(prompts: unknown): Attributes {
  const input = list(prompts).map((prompt) => ({ role: 'user', parts: [textPart(String(prompt))] }));
  return contentAttributes({ input });
}

/** What a state of a graph, or the input of an agent, has of messages. */
export function stateMessages(state: unknown, direction: 'input' | 'output'): Attributes {
  const messages = list(plain(state)['messages']);
  return messages.length === 0 ? {} : contentAttributes({ [direction]: messages.map(messageOf) });
}

export function argumentsOf(input: unknown): Attributes {
  return { [names.TOOL_ARGUMENTS]: asJson(input) };
}

/** A tool gives a message, a command to a graph, or anything else. */
export function toolResult(output: unknown): Attributes {
  const { tool_call_id: id, content } = plain(output);
  const callId = string(id);
  return {
    [names.TOOL_RESULT]: asJson(callId === undefined ? output : content),
    ...(callId !== undefined && { [names.TOOL_CALL_ID]: callId }),
  };
}

export function documentsOf(documents: unknown): Attributes {
  const shown = list(documents).map((document) => {
    const { id, pageContent: content, metadata } = plain(document);
    return { ...(id !== undefined && { id }), content, metadata };
  });
  return { [names.RETRIEVED_DOCUMENTS]: asJson(shown) };
}

/** What a model has answered: `result` is an LLMResult. */
export function answerOf(result: unknown): Answered {
  const { generations, llmOutput } = plain(result);
  const choices = list(list(generations)[0]).map(plain);
  const first = plain(choices[0]?.['message']);
  const metadata = { ...plain(choices[0]?.['generationInfo']), ...plain(first['response_metadata']) };
  const id = string(metadata['id']) ?? string(first['id']);
  return {
    // An id that starts like this is LangChain's own, of a run.
    id: id?.startsWith('run-') === true ? undefined : id,
    model: string(metadata['model_name']) ?? string(metadata['model']) ?? string(metadata['modelVersion']),
    finishReasons: choices.flatMap((choice) => finishOf(choice) ?? []),
    usage: usageOf(first, metadata) ?? countedBy(plain(llmOutput)),
    output: () => choices.map(spokenBy),
  };
}

function finishOf({ message, generationInfo }: Plain): string | undefined {
  const said = { ...plain(generationInfo), ...plain(plain(message)['response_metadata']) };
  return string(said['finish_reason']) ?? string(said['stop_reason']) ?? string(said['finishReason']);
}

function spokenBy(choice: Plain): Message {
  const finish = finishOf(choice);
  const { message, text } = choice;
  const spoken =
    message === undefined ? { role: 'assistant', parts: [textPart(string(text) ?? '')] } : messageOf(message);
  return { ...spoken, finish_reason: finish };
}

/**
 * Before 1.0, LangChain did not count among Anthropic's input tokens what came from a cache, or went into one; it did not
 * say whose model it is either.
 */
function usageOf(
  { usage_metadata: counted }: Plain,
  { usage: raw, model_provider: provider }: Plain,
): Usage | undefined {
  if (typeof counted !== 'object' || counted === null) return undefined;
  const { input_tokens, output_tokens, input_token_details: into, output_token_details: out } = plain(counted);
  const [fresh, read, created] = [input_tokens, plain(into)['cache_read'], plain(into)['cache_creation']].map(number);
  const isWithout = provider === undefined && plain(raw)['cache_read_input_tokens'] !== undefined;
  return {
    inputTokens: fresh === undefined || !isWithout ? fresh : fresh + (read ?? 0) + (created ?? 0),
    outputTokens: number(output_tokens),
    cacheReadTokens: read,
    cacheCreationTokens: created,
    reasoningTokens: number(plain(out)['reasoning']),
  };
}

/** Of models that complete a string. */
function countedBy({ tokenUsage }: Plain): Usage | undefined {
  const { promptTokens, completionTokens } = plain(tokenUsage);
  const [inputTokens, outputTokens] = [number(promptTokens), number(completionTokens)];
  return inputTokens === undefined && outputTokens === undefined ? undefined : { inputTokens, outputTokens };
}

const roles: Readonly<Record<string, string>> = {
  human: 'user',
  ai: 'assistant',
  system: 'system',
  developer: 'system',
  tool: 'tool',
  function: 'tool',
};

function messageOf(message: unknown): Message {
  const { content, tool_calls: calls, tool_call_id: callId, role } = plain(message);
  const type = typeOf(message) ?? string(role) ?? '';
  const known = Object.hasOwn(roles, type) ? (roles[type] ?? type) : type;
  if (callId !== undefined) return { role: known, parts: [toolResponse(callId, content)] };
  const called = list(calls).map(plain);
  return { role: known, parts: [...partsOf(content), ...called.map(({ id, name, args }) => toolCall(id, name, args))] };
}

function typeOf(message: unknown): string | undefined {
  const { _getType: typeNow, type } = plain(message);
  return string(typeof typeNow === 'function' ? Reflect.apply(typeNow, message, []) : type);
}

function partsOf(content: unknown): readonly Part[] {
  if (typeof content === 'string') return content === '' ? [] : [textPart(content)];
  return list(content).flatMap((block) => {
    const { type, text, thinking, reasoning, image_url: image } = plain(block);
    if (typeof text === 'string') return textPart(text);
    const thought = string(thinking) ?? string(reasoning);
    if (thought !== undefined) return { type: 'reasoning' as const, content: thought };
    if (image !== undefined) return mediaPart('image', string(image) ?? string(plain(image)['url']) ?? '');
    // Calls of tools stand beside the content as well.
    return isCall(type) ? [] : otherPart(block);
  });
}

function isCall(type: unknown): boolean {
  return type === 'tool_use' || type === 'tool_call' || type === 'function_call' || type === 'input_json_delta';
}
