// Groq's Chat Completions and Embeddings, which are OpenAI's: only what a stream took stands elsewhere.
import * as openai from './openai.mjs';

export const { refusal } = openai;

export function answer({ path, body }, response) {
  if (body.stream !== true) return openai.answer({ path, body }, response);
  return openai.streamChunks(body, response, { choices: [], x_groq: { id: 'req_1', usage: openai.usage } });
}
