// Amazon Bedrock's Converse and InvokeModel, with and without a stream: frames of `application/vnd.amazon.eventstream`, and in
// them what the maker of each model speaks.
import { crc32 } from 'node:zlib';
import { sendInHalves } from './send.mjs';

/** `/model/<name>/converse-stream` */
export const modelOf = ({ path }) => decodeURIComponent(path.split('/')[2]);
export const refusal = (message) => ({ message });
/** What the client makes its errors of. */
export const headersOfRefusals = {
  unknown: { 'x-amzn-errortype': 'ValidationException' },
  busy: { 'x-amzn-errortype': 'ThrottlingException' },
};

export async function answer({ path, body }, response) {
  const model = modelOf({ path });
  const maker = makers.find(({ of }) => of.test(model));
  const [, , , operation] = path.split('/');
  const isConverse = operation.startsWith('converse');
  if (!operation.endsWith('stream')) return send(response, isConverse ? conversed(body) : maker.whole(body));
  const events = isConverse ? converseEvents(body) : maker.events(body).map(inChunk);
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'req-1' });
  const frames = events.map(({ type, payload }) => frame(type, payload));
  // Its checksum is wrong.
  const broken = Buffer.from(frames[0]);
  broken[broken.length - 1] ^= 1;
  await sendInHalves(response, model, frames, broken);
}

function send(response, value) {
  response
    .writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': 'req-1' })
    .end(JSON.stringify(value));
}

/** A message of the event stream: lengths, their checksum, headers, payload, the checksum of all. */
function frame(type, payload) {
  const head = { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' };
  const headers = Buffer.concat(Object.entries(head).map(([name, value]) => header(name, value)));
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + headers.length + body.length, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const checked = Buffer.concat([prelude, checksum(prelude), headers, body]);
  return Buffer.concat([checked, checksum(checked)]);
}

/** 7 is the type of strings. */
function header(name, value) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7]), length, Buffer.from(value)]);
}

function checksum(bytes) {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}

const inChunk = (event) => ({
  type: 'chunk',
  payload: { bytes: Buffer.from(JSON.stringify(event)).toString('base64'), p: 'abc' },
});

// Six of the ten tokens did not come from a cache, and did not go into one.
const usage = { inputTokens: 5, outputTokens: 2, totalTokens: 12, cacheReadInputTokens: 4, cacheWriteInputTokens: 1 };
const call = { toolUse: { toolUseId: 'tooluse_1', name: 'weather', input: { city: 'Paris' } } };

function conversed({ toolConfig }) {
  return {
    output: { message: { role: 'assistant', content: toolConfig === undefined ? [{ text: 'Hello' }] : [call] } },
    stopReason: toolConfig === undefined ? 'end_turn' : 'tool_use',
    usage,
    metrics: { latencyMs: 5 },
  };
}

function converseEvents({ toolConfig }) {
  const delta = (contentBlockIndex, more) => ({ contentBlockDelta: { contentBlockIndex, delta: more } });
  const start = (contentBlockIndex, toolUse) => ({ contentBlockStart: { contentBlockIndex, start: { toolUse } } });
  const spoken = [
    delta(0, { text: 'Grüß ' }),
    delta(0, { text: 'dich 👋' }),
    { contentBlockStop: { contentBlockIndex: 0 } },
  ];
  const called = [
    start(0, { toolUseId: 'tooluse_1', name: 'weather' }),
    delta(0, { toolUse: { input: '{"city":' } }),
    delta(0, { toolUse: { input: '"Paris"}' } }),
    start(1, { toolUseId: 'tooluse_2', name: 'time' }),
    delta(1, { toolUse: { input: '{"zone":"CET"}' } }),
  ];
  return [
    { messageStart: { role: 'assistant' } },
    ...(toolConfig === undefined ? spoken : called),
    { messageStop: { stopReason: toolConfig === undefined ? 'end_turn' : 'tool_use' } },
    { metadata: { usage, metrics: { latencyMs: 5 } } },
  ].map((event) => {
    const [[type, payload]] = Object.entries(event);
    return { type, payload };
  });
}

const metrics = {
  'amazon-bedrock-invocationMetrics': {
    inputTokenCount: 10,
    outputTokenCount: 2,
    invocationLatency: 5,
    firstByteLatency: 3,
  },
};

const claude = {
  id: 'msg_bdrk_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-3-5-sonnet-20241022',
  stop_sequence: null,
};

/** What each maker's models answer. */
const makers = [
  {
    of: /anthropic\./,
    whole: () => ({
      ...claude,
      content: [{ type: 'text', text: 'Hello' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 10, output_tokens: 2 },
    }),
    events: () => [
      {
        type: 'message_start',
        message: { ...claude, content: [], stop_reason: null, usage: { input_tokens: 10, output_tokens: 1 } },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüß ' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } },
      { type: 'message_stop', ...metrics },
    ],
  },
  {
    of: /meta\./,
    whole: () => ({ generation: 'Hello', prompt_token_count: 10, generation_token_count: 2, stop_reason: 'stop' }),
    events: () => [
      { generation: 'Grüß ', prompt_token_count: 10, generation_token_count: 1, stop_reason: null },
      { generation: 'dich', prompt_token_count: null, generation_token_count: 2, stop_reason: null },
      { generation: '', prompt_token_count: null, generation_token_count: 2, stop_reason: 'stop', ...metrics },
    ],
  },
  {
    of: /amazon\.titan-embed/,
    whole: () => ({ embedding: [0.25, 0.5], inputTextTokenCount: 5 }),
  },
  {
    of: /amazon\.titan/,
    whole: () => ({
      inputTextTokenCount: 10,
      results: [{ tokenCount: 2, outputText: 'Hello', completionReason: 'FINISH' }],
    }),
    events: () => [
      {
        outputText: 'Grüß dich',
        index: 0,
        totalOutputTextTokenCount: 2,
        completionReason: 'FINISH',
        inputTextTokenCount: 10,
        ...metrics,
      },
    ],
  },
  {
    of: /amazon\.nova/,
    whole: conversed,
    events: (body) => converseEvents(body).map(({ type, payload }) => ({ [type]: payload })),
  },
  {
    of: /./,
    whole: () => ({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'gpt-oss-20b',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
    }),
    events: () =>
      [{ role: 'assistant', content: '' }, { content: 'Grüß ' }, { content: 'dich' }, {}].map((delta, index) => ({
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        model: 'gpt-oss-20b',
        choices: [{ index: 0, delta, finish_reason: index === 3 ? 'stop' : null }],
        ...(index === 3 && metrics),
      })),
  },
];
