import type { Answered, Asked, Collector, WireFormat, Usage } from './format.ts';
import { inOrder } from './in-order.ts';
import { blobPart, otherPart, textPart, toolCall, toolResponse, type Message, type Part } from './message.ts';
import { parametersOf } from './parameters.ts';
import { list, number, plain, string, type Plain } from './plain.ts';

/** A request of `models.generateContent` of Google's client. */
export const googleContent: WireFormat = {
  operation: 'generate_content',
  ask: ([body]) => askedOf(plain(body), false),
  answer: (response) => answeredOf(plain(response)),
};

/** The same of `models.generateContentStream`: each chunk is an answer of its own, and the last one has what all took. */
export const googleStream: WireFormat = {
  ...googleContent,
  ask: ([body]) => askedOf(plain(body), true),
  collector,
};

/** `models.embedContent` of Google's client. Vectors are not recorded. */
export const googleEmbeddings: WireFormat = {
  operation: 'embeddings',
  ask([body]) {
    const { model, contents, config } = plain(body);
    return {
      model: string(model),
      isStream: false,
      parameters: parametersOf({}, { 'gen_ai.embeddings.dimension.count': plain(config)['outputDimensionality'] }),
      content: () => ({ input: messagesOf(contents) }),
    };
  },
  answer(response) {
    const { embeddings, usageMetadata } = plain(response);
    const counts = list(embeddings).map((each) => number(plain(plain(each)['statistics'])['tokenCount']));
    const counted = counts.flatMap((count) => count ?? []);
    const inputTokens =
      number(plain(usageMetadata)['promptTokenCount']) ??
      (counted.length === 0 ? undefined : counted.reduce((sum, count) => sum + count, 0));
    return { usage: { inputTokens } };
  },
};

function askedOf({ model, contents, config }: Plain, isStream: boolean): Asked {
  const settings = plain(config);
  const { temperature, topP, topK, seed, frequencyPenalty, presencePenalty, candidateCount, tools } = settings;
  const { systemInstruction: system, responseMimeType } = settings;
  const common = {
    temperature,
    top_p: topP,
    top_k: topK,
    seed,
    frequency_penalty: frequencyPenalty,
    presence_penalty: presencePenalty,
    ...(isStream && { stream: true }),
  };
  return {
    model: string(model),
    isStream,
    parameters: parametersOf(common, {
      'gen_ai.request.max_tokens': settings['maxOutputTokens'],
      'gen_ai.request.stop_sequences': settings['stopSequences'],
      'gen_ai.request.choice.count': candidateCount === 1 ? undefined : candidateCount,
      'gen_ai.request.reasoning.level': plain(settings['thinkingConfig'])['thinkingLevel'],
      'gen_ai.output.type': responseMimeType === 'application/json' ? 'json' : undefined,
    }),
    content: () => ({
      input: messagesOf(contents),
      ...(system !== undefined && { system: messagesOf(system).flatMap(({ parts }) => parts) }),
      ...(tools !== undefined && { tools }),
    }),
  };
}

/** Contents of a request: a string, a part, a content, or a list of any of them. */
function messagesOf(contents: unknown): readonly Message[] {
  return (Array.isArray(contents) ? list(contents) : [contents]).map((content) => {
    if (typeof content === 'string') return { role: 'user', parts: [textPart(content)] };
    const { role, parts } = plain(content);
    return { role: roleOf(role), parts: parts === undefined ? [partOf(content)] : list(parts).map(partOf) };
  });
}

/** Whose words they are is called `model` there. */
function roleOf(role: unknown): string {
  return role === 'model' ? 'assistant' : (string(role) ?? 'user');
}

function partOf(part: unknown): Part {
  if (typeof part === 'string') return textPart(part);
  const { text, thought, functionCall, functionResponse, inlineData, fileData } = plain(part);
  if (typeof text === 'string') return thought === true ? { type: 'reasoning', content: text } : textPart(text);
  if (functionCall !== undefined) {
    const { id, name, args } = plain(functionCall);
    return toolCall(id, name, args);
  }
  if (functionResponse !== undefined) {
    const { id, response } = plain(functionResponse);
    return toolResponse(id, response);
  }
  if (inlineData !== undefined) {
    const { mimeType, data } = plain(inlineData);
    return blobPart(modalityOf(mimeType), string(mimeType) ?? '', string(data)?.length ?? 0);
  }
  if (fileData !== undefined) {
    const { mimeType, fileUri } = plain(fileData);
    return { type: 'uri', modality: modalityOf(mimeType), uri: string(fileUri) ?? '' };
  }
  // What it is called is the name of its only member.
  return otherPart({ type: Object.keys(plain(part))[0] });
}

function modalityOf(mimeType: unknown): string {
  return string(mimeType)?.split('/')[0] ?? '';
}

function answeredOf({ responseId, modelVersion, candidates, usageMetadata }: Plain): Answered {
  const read = list(candidates).map(plain);
  return {
    id: string(responseId),
    model: string(modelVersion),
    finishReasons: read.flatMap(({ finishReason }) => string(finishReason) ?? []),
    usage: usageOf(usageMetadata),
    output: () =>
      read.map(({ content, finishReason: finish }) => ({
        role: roleOf(plain(content)['role'] ?? 'model'),
        parts: list(plain(content)['parts']).map(partOf),
        finish_reason: string(finish),
      })),
  };
}

/** What was thought is not among the tokens of the candidates, nor what tools gave among those of the prompt. */
function usageOf(usage: unknown): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const counted = plain(usage);
  return {
    inputTokens: sumOf(counted['promptTokenCount'], counted['toolUsePromptTokenCount']),
    outputTokens: sumOf(counted['candidatesTokenCount'], counted['thoughtsTokenCount']),
    cacheReadTokens: number(counted['cachedContentTokenCount']),
    reasoningTokens: number(counted['thoughtsTokenCount']),
  };
}

function sumOf(...counts: readonly unknown[]): number | undefined {
  const known = counts.flatMap((count) => number(count) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}

/** A candidate that grows with its chunks. */
interface Growing {
  readonly parts: unknown[];
  finish: string | undefined;
}

function collector(): Collector {
  let head: Plain = {};
  let usageMetadata: unknown;
  const candidates = new Map<number, Growing>();
  return {
    add(chunk) {
      const read = plain(chunk);
      head = { responseId: read['responseId'] ?? head['responseId'], modelVersion: read['modelVersion'] };
      usageMetadata = read['usageMetadata'] ?? usageMetadata;
      for (const candidate of list(read['candidates'])) grow(candidates, plain(candidate));
    },
    answered() {
      const grown = inOrder(candidates);
      const whole = answeredOf({
        ...head,
        usageMetadata,
        candidates: grown.map(({ parts, finish }) => ({ content: { parts }, finishReason: finish })),
      });
      // Until a candidate is finished, what was counted is only what there is so far.
      const isThrough = grown.some(({ finish }) => finish !== undefined);
      return isThrough || whole.usage === undefined ? whole : { ...whole, usage: { ...whole.usage, isPartial: true } };
    },
  };
}

/** Text of the same kind goes on where the last part ended. */
function grow(candidates: Map<number, Growing>, { index, content, finishReason }: Plain): void {
  const at = number(index) ?? 0;
  const candidate = candidates.get(at) ?? { parts: [], finish: undefined };
  candidates.set(at, candidate);
  candidate.finish = string(finishReason) ?? candidate.finish;
  for (const part of list(plain(content)['parts'])) {
    const { text, thought } = plain(part);
    const last = plain(candidate.parts.at(-1));
    if (typeof text === 'string' && typeof last['text'] === 'string' && last['thought'] === thought)
      candidate.parts[candidate.parts.length - 1] = { text: last['text'] + text, thought };
    else candidate.parts.push(part);
  }
}
