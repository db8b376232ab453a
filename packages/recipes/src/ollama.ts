import type { Recipe } from './recipe.ts';

const files = ['dist/browser'];

/** What Node loads extends the client for browsers. */
export const ollama: Recipe = {
  library: 'ollama',
  package: 'ollama',
  majors: [0],
  functions: [
    { files, function: 'Ollama.chat', type: 'llm', reader: 'ollama.chat' },
    { files, function: 'Ollama.generate', type: 'llm', reader: 'ollama.generate' },
    { files, function: 'Ollama.embed', type: 'embedding', reader: 'ollama.embed' },
  ],
};
