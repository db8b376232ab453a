import type { WireFormat } from '../format.ts';
import { textPart } from '../message.ts';
import { parametersOf } from '../parameters.ts';
import { list, number, plain, string } from '../plain.ts';

/** `client.embeddings.create` of OpenAI, and of whoever speaks the same. Vectors are not recorded. */
export const openaiEmbeddings: WireFormat = {
  operation: 'embeddings',
  ask([body]) {
    const request = plain(body);
    const { model, input, dimensions, encoding_format: encoding } = request;
    return {
      model: string(model),
      isStream: false,
      parameters: parametersOf(request, {
        'gen_ai.embeddings.dimension.count': dimensions,
        'gen_ai.request.encoding_formats': encoding === undefined ? undefined : [encoding],
      }),
      content: () => ({
        input: (typeof input === 'string' ? [input] : list(input)).map((each) => ({
          role: 'user',
          parts: [textPart(typeof each === 'string' ? each : `[${list(each).length} tokens]`)],
        })),
      }),
    };
  },
  answer(response) {
    const { model, usage } = plain(response);
    return { model: string(model), usage: { inputTokens: number(plain(usage)['prompt_tokens']) } };
  },
};
