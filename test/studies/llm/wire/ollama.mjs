// Ollama's chat, generate and embed.
import { json, sendInHalves } from './send.mjs';

const head = { model: 'llama3.2', created_at: '2026-11-27T07:00:00.000Z' };
const end = { done: true, done_reason: 'stop', prompt_eval_count: 10, eval_count: 2 };

export const refusal = (error) => ({ error });

export function answer({ path, body }, response) {
  if (path.endsWith('/embed'))
    return json(response, 200, { model: 'nomic-embed-text', embeddings: [[0.25, 0.5]], prompt_eval_count: 5 });
  const shaped = (more) =>
    path.endsWith('/generate') ? { response: more.content } : { message: { role: 'assistant', ...more } };
  const pieces = piecesOf(body);
  if (!body.stream) {
    const whole = {
      content: '',
      ...Object.assign({}, ...pieces),
      ...(body.tools === undefined && { content: 'Grüß dich 👋' }),
    };
    return json(response, 200, { ...head, ...shaped(whole), ...end });
  }
  const chunks = [
    ...pieces.map((piece) => ({ ...head, ...shaped({ content: '', ...piece }), done: false })),
    { ...head, ...shaped({ content: '' }), ...end },
  ];
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const lines = chunks.map((chunk) => `${JSON.stringify(chunk)}\n`);
  return sendInHalves(response, body.model, lines, '{"model":\n');
}

function piecesOf({ tools, think }) {
  const call = (city) => ({ function: { name: 'weather', arguments: { city } } });
  if (tools !== undefined) return [{ tool_calls: [call('Paris'), call('Rome')] }];
  const said = [{ content: 'Grüß ' }, { content: 'dich 👋' }];
  return think ? [{ thinking: 'How?' }, ...said] : said;
}
