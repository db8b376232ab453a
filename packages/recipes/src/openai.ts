import type { Recipe } from './recipe.ts';

/** Every other way to ask for a completion, `.parse()`, `.stream()` and `runTools()` among them, goes through these. */
export const openai: Recipe = {
  library: 'openai',
  functions: [
    {
      majors: [4, 5, 6, 7],
      file: 'resources/chat/completions/completions',
      function: 'Completions.create',
      type: 'llm',
      reader: 'openai.chat',
    },
    {
      majors: [4, 5, 6, 7],
      file: 'resources/responses/responses',
      function: 'Responses.create',
      type: 'llm',
      reader: 'openai.responses',
    },
    {
      majors: [4, 5, 6, 7],
      file: 'resources/embeddings',
      function: 'Embeddings.create',
      type: 'embedding',
      reader: 'openai.embeddings',
    },
  ],
};
