// Anthropic's Messages.
import { eventsOf, json, sendInHalves } from './send.mjs';

const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-5-5' };
// What was cached is not among the input tokens: 18 in all.
const input = { input_tokens: 10, cache_creation_input_tokens: 5, cache_read_input_tokens: 3 };

export const refusal = (message) => ({ type: 'error', error: { type: 'invalid_request_error', message } });

export function answer({ path, body }, response) {
  if (path.endsWith('/count_tokens')) return json(response, 200, { input_tokens: 18 });
  return body.stream ? streamEvents(body, response) : json(response, 200, message(body));
}

function message(body) {
  const content = blocksOf(body).map(({ block, whole }) => ({ ...block, ...whole }));
  return { ...head, content, ...stopOf(body), usage: { ...input, output_tokens: 2 } };
}

/** A model that has heard what its tools say calls none. */
function callsTools({ tools, messages }) {
  const results = messages.flatMap(({ content }) => content).filter(({ type }) => type === 'tool_result');
  return tools !== undefined && results.length === 0;
}

function stopOf(body) {
  return { stop_reason: callsTools(body) ? 'tool_use' : 'end_turn', stop_sequence: null };
}

/** Each block of an answer as it begins, what comes bit by bit, and what it is as a whole. */
function blocksOf(body) {
  const tool = (id, name, args) => ({
    block: { type: 'tool_use', id, name, input: {} },
    deltas: ['', ...args].map((partial_json) => ({ type: 'input_json_delta', partial_json })),
    whole: { input: JSON.parse(args.join('')) },
  });
  if (callsTools(body))
    return [tool('toolu_1', 'weather', ['{"city":', '"Paris"}']), tool('toolu_2', 'time', ['{"zone":"CET"}'])];
  const text = {
    block: { type: 'text', text: '' },
    deltas: ['Grüß ', 'dich 👋'].map((part) => ({ type: 'text_delta', text: part })),
    whole: { text: 'Grüß dich 👋' },
  };
  if (body.thinking === undefined) return [text];
  const thoughts = {
    block: { type: 'thinking', thinking: '', signature: '' },
    deltas: [
      { type: 'thinking_delta', thinking: 'How do they ' },
      { type: 'thinking_delta', thinking: 'say it?' },
      { type: 'signature_delta', signature: 'c2lnbmVk' },
    ],
    whole: { thinking: 'How do they say it?', signature: 'c2lnbmVk' },
  };
  return [thoughts, text];
}

async function streamEvents(body, response) {
  const blocks = blocksOf(body).flatMap(({ block, deltas }, index) => [
    { type: 'content_block_start', index, content_block: block },
    { type: 'ping' },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]);
  const empty = { ...head, content: [], stop_reason: null, stop_sequence: null };
  const events = [
    { type: 'message_start', message: { ...empty, usage: { ...input, output_tokens: 1 } } },
    ...blocks,
    { type: 'message_delta', delta: stopOf(body), usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1' });
  const garbled = 'event: content_block_delta\ndata: {"type":\n\n';
  await sendInHalves(response, body.model, eventsOf(events), garbled);
}
