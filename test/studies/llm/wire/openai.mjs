// OpenAI's Chat Completions, Responses and Embeddings.
import { eventsOf, json, sendInHalves } from './send.mjs';

export const usage = {
  prompt_tokens: 10,
  completion_tokens: 2,
  total_tokens: 12,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 1 },
};

export const refusal = (message) => ({ error: { message, code: null, param: null } });

export function answer({ path, body }, response) {
  if (path.endsWith('/embeddings')) return json(response, 200, embeddings);
  if (path.includes('/images/')) return body.stream ? streamImages(response) : json(response, 200, images);
  if (path.endsWith('/speech')) return response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('ID3 sound');
  if (path.includes('/audio/')) return body.stream ? streamHeard(response) : json(response, 200, heard);
  if (path.endsWith('/responses')) return body.stream ? streamEvents(response) : json(response, 200, answered);
  return body.stream ? streamChunks(body, response) : json(response, 200, completion(body));
}

const embeddings = {
  object: 'list',
  model: 'text-embedding-3-small',
  data: [{ object: 'embedding', index: 0, embedding: [0.25, 0.5] }],
  usage: { prompt_tokens: 5, total_tokens: 5 },
};

const took = { input_tokens: 7, output_tokens: 3, total_tokens: 10 };
const images = {
  created: 1_764_201_600,
  data: [{ b64_json: 'iVBORw0KGgo=' }],
  usage: { ...took, input_tokens_details: { text_tokens: 4, image_tokens: 3 } },
};
const heard = {
  text: 'Grüß dich',
  usage: { type: 'tokens', ...took, input_token_details: { audio_tokens: 7, text_tokens: 0 } },
};

function streamImages(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const events = [
    { type: 'image_generation.partial_image', partial_image_index: 0, b64_json: 'iVBORw==' },
    { type: 'image_generation.completed', b64_json: 'iVBORw0KGgo=', usage: images.usage },
  ];
  response.end(eventsOf(events).join(''));
}

function streamHeard(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const events = [
    { type: 'transcript.text.delta', delta: 'Grüß ' },
    { type: 'transcript.text.delta', delta: 'dich' },
    { type: 'transcript.text.done', ...heard },
  ];
  response.end(eventsOf(events).join(''));
}

const head = { id: 'chatcmpl-1', created: 1_764_201_600, model: 'gpt-4o-2024-08-06' };

/** A model that has heard what its tools say calls none. */
const callsTools = ({ tools, messages }) => tools !== undefined && !messages.some(({ role }) => role === 'tool');

function completion(body) {
  const calls = [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Paris"}' } }];
  const message = {
    role: 'assistant',
    content: body.response_format === undefined ? 'Hello' : '{"answer":1}',
    refusal: null,
    ...(callsTools(body) && { content: null, tool_calls: calls }),
  };
  const finish = callsTools(body) ? 'tool_calls' : 'stop';
  return {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finish, logprobs: null }],
    usage,
  };
}

/** `last` comes at the end without being asked for. */
export async function streamChunks(body, response, last) {
  const asked = body.stream_options?.include_usage === true;
  const chunk = (delta, finish_reason = null) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason, logprobs: null }],
    ...(asked && { usage: null }),
  });
  const tool = (index, more) => chunk({ tool_calls: [{ index, ...more }] });
  const spoken = [
    chunk({ role: 'assistant', content: '' }),
    chunk({ content: 'Grüß ' }),
    chunk({ content: 'dich 👋' }),
    chunk({}, 'stop'),
  ];
  const called = [
    tool(0, { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '' } }),
    tool(1, { id: 'call_2', type: 'function', function: { name: 'time', arguments: '' } }),
    tool(1, { function: { arguments: '{"zone":' } }),
    tool(0, { function: { arguments: '{"city":"Paris"}' } }),
    tool(1, { function: { arguments: '"CET"}' } }),
    chunk({}, 'tool_calls'),
  ];
  const end = asked ? { choices: [], usage } : last;
  const chunks = [...(callsTools(body) ? called : spoken), ...(end === undefined ? [] : [{ ...chunk({}), ...end }])];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const lines = [...chunks.map((each) => JSON.stringify(each)), '[DONE]'].map((data) => `data: ${data}\n\n`);
  await sendInHalves(response, body.model, lines, 'data: {"id":\n\n');
}

const answered = {
  id: 'resp_1',
  object: 'response',
  created_at: 1_764_201_600,
  status: 'completed',
  model: 'gpt-5-2025-08-07',
  output: [
    { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'thinking' }] },
    {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Hi', annotations: [] }],
    },
  ],
  usage: {
    input_tokens: 7,
    input_tokens_details: { cached_tokens: 2 },
    output_tokens: 3,
    output_tokens_details: { reasoning_tokens: 1 },
    total_tokens: 10,
  },
};

function streamEvents(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const events = [
    { type: 'response.created', response: { ...answered, status: 'in_progress', output: [], usage: null } },
    { type: 'response.output_text.delta', item_id: 'msg_1', output_index: 1, content_index: 0, delta: 'Hi' },
    { type: 'response.completed', response: answered },
  ];
  response.end(eventsOf(events.map((event, sequence_number) => ({ ...event, sequence_number }))).join(''));
}
