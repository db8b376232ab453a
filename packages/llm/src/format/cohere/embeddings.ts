import type { WireFormat } from '../format.ts';
import { mediaPart, textPart } from '../message.ts';
import { parametersOf } from '../parameters.ts';
import { list, plain, string } from '../plain.ts';
import { coherePart, cohereUsage } from './said.ts';

/** `client.embed`, of both versions of Cohere's API. Vectors are not recorded. */
export const cohereEmbeddings: WireFormat = {
  operation: 'embeddings',
  ask([request]) {
    const { model, texts, images, inputs, outputDimension, embeddingTypes } = plain(request);
    return {
      model: string(model),
      isStream: false,
      parameters: parametersOf(
        {},
        {
          'gen_ai.embeddings.dimension.count': outputDimension,
          'gen_ai.request.encoding_formats': embeddingTypes,
        },
      ),
      content: () => ({
        input: [
          ...list(texts).map((text) => [textPart(String(text))]),
          ...list(images).map((image) => [mediaPart('image', String(image))]),
          ...list(inputs).map((input) => list(plain(input)['content']).map(coherePart)),
        ].map((parts) => ({ role: 'user', parts })),
      }),
    };
  },
  answer: (response) => ({ id: string(plain(response)['id']), usage: cohereUsage(plain(response)['meta']) }),
};
