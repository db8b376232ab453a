// Mistral's chat completions and embeddings: OpenAI's but for streams, which have each call of a tool in one piece, and say
// what they took without being asked.
import * as openai from './openai.mjs';
import { json, sendInHalves } from './send.mjs';

export const { refusal } = openai;

export async function answer({ path, body }, response) {
  if (path.endsWith('/embeddings')) return json(response, 200, embeddings);
  if (body.stream !== true) return openai.answer({ path, body }, response);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunks = body.tools === undefined ? spoken : called;
  const lines = [...chunks.map((each) => JSON.stringify(each)), '[DONE]'].map((data) => `data: ${data}\n\n`);
  await sendInHalves(response, body.model, lines, 'data: {"id":\n\n');
}

const embeddings = {
  id: 'embd-1',
  object: 'list',
  model: 'mistral-embed',
  data: [{ object: 'embedding', index: 0, embedding: [0.25, 0.5] }],
  usage: { prompt_tokens: 5, completion_tokens: 0, total_tokens: 5 },
};

const chunk = (delta, finish_reason = null, more = {}) => ({
  id: 'cmpl-1',
  object: 'chat.completion.chunk',
  created: 1_764_201_600,
  model: 'mistral-small-2506',
  choices: [{ index: 0, delta, finish_reason }],
  ...more,
});

const last = (finish) => chunk({ content: '' }, finish, { usage: openai.usage });

const spoken = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'Grüß ' }),
  chunk({ content: 'dich 👋' }),
  last('stop'),
];

const call = (index, name, args) => ({
  id: `call${index}`,
  index,
  type: 'function',
  function: { name, arguments: args },
});

const called = [
  chunk({ role: 'assistant', tool_calls: [call(0, 'weather', '{"city":"Paris"}'), call(1, 'time', '{"zone":"CET"}')] }),
  last('tool_calls'),
];
