import { createServer } from 'node:http';
import OpenAI, { toFile } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

// The real client against a server on this machine: answers, errors with retries, streams, uploads, parsed output.
let tries = 0;
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const json = (status, value) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.url === '/v1/models')
    return ++tries < 3
      ? json(500, { error: { message: 'again' } })
      : json(200, { data: [{ id: 'm' }], object: 'list' });
  if (request.url === '/v1/files') return json(200, { id: 'f', size: /name="file"; filename="a.txt"/.test(body) });
  if (request.url !== '/v1/chat/completions') return json(404, { error: { message: 'nowhere', code: 'none' } });
  const { stream, messages } = JSON.parse(body);
  const message = { role: 'assistant', content: JSON.stringify({ echo: messages[0].content }) };
  if (!stream)
    return json(200, { id: 'c', choices: [{ index: 0, message, finish_reason: 'stop' }], usage: { total_tokens: 3 } });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (delta, finish_reason = null) =>
    response.write(`data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta, finish_reason }] })}\n\n`);
  for (const content of ['a', 'b', 'c']) send({ role: 'assistant', content });
  send({}, 'stop');
  response.end('data: [DONE]\n\n');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new OpenAI({ apiKey: 'none', baseURL: `http://127.0.0.1:${server.address().port}/v1`, maxRetries: 3 });
const messages = [{ role: 'user', content: 'hello' }];
const parts = [];
for await (const chunk of await client.chat.completions.create({ model: 'm', messages, stream: true }))
  parts.push(chunk.choices[0].delta.content);
const run = client.chat.completions.stream({ model: 'm', messages });
const deltas = [];
run.on('content', (delta, snapshot) => deltas.push([delta, snapshot]));
const pages = [];
for await (const model of client.models.list()) pages.push(model.id);
export const result = {
  answer: (await client.chat.completions.create({ model: 'm', messages })).choices[0].message.content,
  raw: (await client.chat.completions.create({ model: 'm', messages }).asResponse()).status,
  withResponse: Object.keys(await client.chat.completions.create({ model: 'm', messages }).withResponse()).toSorted(),
  parsed: (
    await client.chat.completions.parse({
      model: 'm',
      messages,
      response_format: zodResponseFormat(z.object({ echo: z.string() }), 'e'),
    })
  ).choices[0].message.parsed,
  parts,
  final: await run.finalContent(),
  deltas,
  pages,
  tries,
  upload: (await client.files.create({ file: await toFile(Buffer.from('text'), 'a.txt'), purpose: 'assistants' })).size,
  error: await client
    .get('/nowhere')
    .catch((error) => [error.constructor.name, error.status, error.code, error.message]),
};
server.close();
server.closeAllConnections();
