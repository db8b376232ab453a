// Cohere's chat and embed, of both versions of its API.
import { json, sendInHalves } from './send.mjs';

const counted = { input_tokens: 10, output_tokens: 2 };
// What is billed is less than what was used.
const usage = { billed_units: counted, tokens: { input_tokens: 80, output_tokens: 5 } };
const meta = { api_version: { version: '2' }, billed_units: counted, tokens: usage.tokens };

export const refusal = (message) => ({ id: 'err-1', message });

export async function answer({ path, body }, response) {
  if (path.endsWith('/embed')) return json(response, 200, embeddings);
  const version = path.endsWith('/v2/chat') ? second : first;
  if (body.stream !== true) return json(response, 200, version.whole(body));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await sendInHalves(response, body.model, version.events(body), 'data: {"type":\n\n');
}

const embeddings = {
  id: 'emb-1',
  response_type: 'embeddings_by_type',
  embeddings: { float: [[0.25, 0.5]] },
  texts: ['hello'],
  meta: { api_version: { version: '2' }, billed_units: { input_tokens: 5 } },
};

const calls = [
  { id: 'weather_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Paris"}' } },
  { id: 'time_1', type: 'function', function: { name: 'time', arguments: '{"zone":"CET"}' } },
];

const second = {
  whole: ({ tools }) => ({
    id: 'chat-1',
    finish_reason: tools === undefined ? 'COMPLETE' : 'TOOL_CALL',
    message:
      tools === undefined
        ? { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] }
        : { role: 'assistant', tool_plan: 'Look.', tool_calls: calls },
    usage,
  }),
  events: ({ tools }) => {
    const finish_reason = tools === undefined ? 'COMPLETE' : 'TOOL_CALL';
    const events = [
      { type: 'message-start', id: 'chat-1', delta: { message: { role: 'assistant', content: [] } } },
      ...(tools === undefined ? spoken : called),
      { type: 'message-end', delta: { finish_reason, usage } },
    ];
    return [...events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n'];
  },
};

const content = (type, value) => ({ type, index: 0, delta: { message: { content: value } } });
const spoken = [
  content('content-start', { type: 'text', text: '' }),
  content('content-delta', { text: 'Grüß ' }),
  content('content-delta', { text: 'dich 👋' }),
  { type: 'content-end', index: 0 },
];

const called = [
  { type: 'tool-plan-delta', delta: { message: { tool_plan: 'Look.' } } },
  ...calls.flatMap(({ id, type, function: { name, arguments: args } }, index) => {
    const of = (event, tool_calls) => ({ type: event, index, delta: { message: { tool_calls } } });
    return [
      of('tool-call-start', { id, type, function: { name, arguments: '' } }),
      of('tool-call-delta', { function: { arguments: args.slice(0, 5) } }),
      of('tool-call-delta', { function: { arguments: args.slice(5) } }),
      { type: 'tool-call-end', index },
    ];
  }),
];

const first = {
  whole: ({ tools }) => ({
    response_id: 'resp-1',
    generation_id: 'gen-1',
    text: tools === undefined ? 'Hello' : '',
    finish_reason: 'COMPLETE',
    ...(tools !== undefined && { tool_calls: [{ name: 'weather', parameters: { city: 'Paris' } }] }),
    meta,
  }),
  events: (body) => {
    const text = (more) => ({ is_finished: false, event_type: 'text-generation', text: more });
    return [
      { is_finished: false, event_type: 'stream-start', generation_id: 'gen-1' },
      text('Grüß '),
      text('dich 👋'),
      { is_finished: true, event_type: 'stream-end', finish_reason: 'COMPLETE', response: first.whole(body) },
    ].map((event) => `event: ${event.event_type}\ndata: ${JSON.stringify(event)}\n\n`);
  },
};
