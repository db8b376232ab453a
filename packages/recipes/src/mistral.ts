import type { Recipe } from './recipe.ts';

const chat = ['sdk/chat', 'esm/sdk/chat'];
const embeddings = ['sdk/embeddings', 'esm/sdk/embeddings'];

/** `parse` does not call `complete`, but what that calls. */
export const mistral: Recipe = {
  library: 'mistral',
  package: '@mistralai/mistralai',
  majors: [1, 2],
  functions: [
    { files: chat, function: 'Chat.complete', type: 'llm', reader: 'mistral.chat' },
    { files: chat, function: 'Chat.parse', type: 'llm', reader: 'mistral.chat' },
    { files: chat, function: 'Chat.stream', type: 'llm', reader: 'mistral.stream' },
    { files: chat, function: 'Chat.parseStream', type: 'llm', reader: 'mistral.stream' },
    { files: embeddings, function: 'Embeddings.create', type: 'embedding', reader: 'mistral.embeddings' },
  ],
};
