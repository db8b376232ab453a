import type { WireFormat } from '../format.ts';
import { textPart } from '../message.ts';
import { parametersOf } from '../parameters.ts';
import { list, number, plain, string } from '../plain.ts';

/** Embeddings of Titan and of Cohere's models. Vectors are not recorded; Cohere's say what they took only in a header. */
export const titanEmbeddings: WireFormat = {
  operation: 'embeddings',
  ask([body]) {
    const { model, inputText, texts, dimensions } = plain(body);
    const inputs = typeof inputText === 'string' ? [inputText] : list(texts);
    return {
      model: string(model),
      isStream: false,
      parameters: parametersOf({}, { 'gen_ai.embeddings.dimension.count': dimensions }),
      content: () => ({ input: inputs.map((text) => ({ role: 'user', parts: [textPart(String(text))] })) }),
    };
  },
  answer(response) {
    const inputTokens = number(plain(response)['inputTextTokenCount']);
    return inputTokens === undefined ? {} : { usage: { inputTokens } };
  },
};
