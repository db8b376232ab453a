// A model on the loopback interface: it speaks OpenAI's chat completions and Anthropic's messages, whole and as streams.
import { createServer } from 'node:http';

const words = ['hel', 'lo', '!'];

/**
 * Starts it; a model named `refused` answers with a 400.
 *
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startModelServer() {
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => answer(request.url ?? '', JSON.parse(Buffer.concat(parts).toString()), response));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(url, { stream = false, model }, response) {
  const isRefused = model === 'refused';
  response.statusCode = isRefused ? 400 : 200;
  response.setHeader('content-type', stream && !isRefused ? 'text/event-stream' : 'application/json');
  if (isRefused) response.end(JSON.stringify({ error: { type: 'invalid_request_error', message: 'no such model' } }));
  else if (!stream) response.end(JSON.stringify(url.endsWith('/messages') ? message('end_turn') : completion()));
  else void sendEvents(response, url.endsWith('/messages') ? messageEvents() : completionEvents());
}

/** One write per event, a moment apart, as a model's tokens come. */
async function sendEvents(response, events) {
  for (const event of events) {
    response.write(event);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  response.end();
}

function completion() {
  const usage = { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 };
  const choice = { index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: 'stop' };
  return { id: 'x', object: 'chat.completion', created: 1, model: 'small', choices: [choice], usage };
}

function completionEvents() {
  const chunk = (delta, finish_reason = null) => ({
    id: 'x',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'small',
    choices: [{ index: 0, delta, finish_reason }],
  });
  const chunks = words.map((content) => chunk({ role: 'assistant', content }));
  return [...[...chunks, chunk({}, 'stop')].map((one) => `data: ${JSON.stringify(one)}\n\n`), 'data: [DONE]\n\n'];
}

function message(stop_reason) {
  const usage = { input_tokens: 1, output_tokens: 3 };
  const content = stop_reason === null ? [] : [{ type: 'text', text: words.join('') }];
  return {
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: 'small',
    content,
    stop_reason,
    stop_sequence: null,
    usage,
  };
}

function messageEvents() {
  const events = [
    { type: 'message_start', message: message(null) },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...words.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 3 } },
    { type: 'message_stop' },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}
