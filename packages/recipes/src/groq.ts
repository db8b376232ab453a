import type { Recipe } from './recipe.ts';

/** Groq speaks OpenAI's format. */
export const groq: Recipe = {
  library: 'groq',
  package: 'groq-sdk',
  majors: [0, 1],
  functions: [
    { files: ['resources/chat/completions'], function: 'Completions.create', type: 'llm', reader: 'groq.chat' },
    { files: ['resources/embeddings'], function: 'Embeddings.create', type: 'embedding', reader: 'groq.embeddings' },
  ],
};
