import type OpenAI from 'openai';

import { ApiError } from './api-error.ts';
import { embeddingOf, packed } from './embedding.ts';
import { requireModel } from './request-body.ts';
import { contentWords } from './words.ts';

/** The embedding model this server has. */
export const embeddingModel = 'bud-embed';

/** Answers a request for embeddings; throws an {@link ApiError} that says what is wrong with it. */
export function embeddings(body: Readonly<Record<string, unknown>>): object {
  const model = requireModel(body['model'], embeddingModel);
  const texts = textsIn(body['input']);
  const isPacked = body['encoding_format'] === 'base64';
  const tokens = texts.flatMap(contentWords).length;
  return {
    object: 'list',
    model,
    data: texts.map((text, index) => {
      const vector = embeddingOf(text);
      return { object: 'embedding', index, embedding: isPacked ? packed(vector) : vector };
    }),
    usage: { prompt_tokens: tokens, total_tokens: tokens } satisfies OpenAI.CreateEmbeddingResponse.Usage,
  };
}

function textsIn(input: unknown): string[] {
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  if (texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
    throw new ApiError(400, "'input' must be a string or a list of strings.", { param: 'input' });
  }
  return texts;
}
