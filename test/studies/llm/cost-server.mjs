// Speaks OpenAI's Chat Completions in a process of its own, so that what a client takes is the client's alone:
//
//   model "stream 1000"   a stream of that many small chunks
//   model "think 50"      the same of a hundred, after so many milliseconds
//   model "calls 1000"    an answer with that many calls of tools
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';

const head = { id: 'chatcmpl-1', created: 1_764_201_600, model: 'gpt-4o-2024-08-06' };
const usage = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 };
const chunk = (delta, more = {}) =>
  `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: null }], ...more })}\n\n`;
const small = chunk({ content: 'a ' });

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  // Requests that hold an image of 50 MB say at their beginning what they want.
  const [, kind, count] = /"model":"(\w+) (\d+)"/.exec(Buffer.concat(parts).subarray(0, 200).toString());
  if (kind === 'think') {
    await setTimeout(Number(count));
    return stream(response, 100);
  }
  await (kind === 'stream' ? stream(response, Number(count)) : answer(response, Number(count)));
});
// A request of 50 MB takes longer to make than a connection would be kept.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send(server.address().port));

async function stream(response, count) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (let sent = 0; sent < count; sent += 100)
    if (!response.write(small.repeat(Math.min(100, count - sent))))
      await new Promise((resolve) => response.once('drain', resolve));
  response.end(`${chunk({}, { choices: [], usage })}data: [DONE]\n\n`);
}

function answer(response, count) {
  const tool_calls = Array.from({ length: count }, (_, index) => ({
    id: `call_${index}`,
    type: 'function',
    function: { name: 'weather', arguments: `{"city":"Paris ${index}"}` },
  }));
  const message = { role: 'assistant', content: 'Hello', ...(count > 0 && { tool_calls }) };
  const body = { ...head, object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }], usage };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
