import type { Recipe } from './recipe.ts';

/** Every other way to ask for a completion, `.parse()`, `.stream()` and `runTools()` among them, goes through these. */
export const openai: Recipe = {
  library: 'openai',
  package: 'openai',
  majors: [4, 5, 6, 7],
  functions: [
    {
      files: ['resources/chat/completions/completions'],
      function: 'Completions.create',
      type: 'llm',
      reader: 'openai.chat',
    },
    {
      files: ['resources/responses/responses'],
      function: 'Responses.create',
      type: 'llm',
      reader: 'openai.responses',
    },
    {
      files: ['resources/embeddings'],
      function: 'Embeddings.create',
      type: 'embedding',
      reader: 'openai.embeddings',
    },
  ],
};
