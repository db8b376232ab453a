import type { Recipe } from './recipe.ts';

const v2 = ['api/resources/v2/client/Client'];
const v1 = ['Client'];

/** Public methods only wrap the promises of these, which hold the raw response beside what it says. Both APIs have clients. */
export const cohere: Recipe = {
  library: 'cohere',
  package: 'cohere-ai',
  majors: [7, 8],
  functions: [
    { files: v2, function: 'V2Client.__chat', type: 'llm', reader: 'cohere.chat' },
    { files: v2, function: 'V2Client.__chatStream', type: 'llm', reader: 'cohere.stream' },
    { files: v2, function: 'V2Client.__embed', type: 'embedding', reader: 'cohere.embeddings' },
    { files: v1, function: 'CohereClient.__chat', type: 'llm', reader: 'cohere.v1.chat' },
    { files: v1, function: 'CohereClient.__chatStream', type: 'llm', reader: 'cohere.v1.stream' },
    { files: v1, function: 'CohereClient.__embed', type: 'embedding', reader: 'cohere.v1.embeddings' },
  ],
};
