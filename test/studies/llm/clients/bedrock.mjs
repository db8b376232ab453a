// `@aws-sdk/client-bedrock-runtime`: what its callers do, over HTTP/2, as it does by itself.
import { all, plainWays } from '../ways.mjs';

const modelId = 'us.anthropic.claude-3-5-sonnet-20241022-v2:0';
const ask = {
  modelId,
  messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
  system: [{ text: 'Be short' }],
  inferenceConfig: { maxTokens: 100, temperature: 0 },
};
const toolConfig = { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: { type: 'object' } } } }] };

let commands;

/** The whole module: its clients send commands, which are classes of their own. */
export const classOf = (module) => module.default ?? module;
export function clientOf(module, { bedrock }) {
  commands = module;
  return new module.BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: bedrock,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
}
/** What `autoInstrument` is given. */
export const instrumented = ({ client }) => client;
export const afterwards = (client) => client.send(new commands.ConverseCommand(ask));

const converse = (client, more) => client.send(new commands.ConverseCommand({ ...ask, ...more }));
const converseStream = async (client, more) =>
  (await client.send(new commands.ConverseStreamCommand({ ...ask, ...more }))).stream;
const calls = {
  create: (client, model = modelId) => converse(client, { modelId: model }),
  stream: (client, model = modelId) => converseStream(client, { modelId: model }),
  readId: ({ $metadata }) => $metadata.requestId,
};

const bodies = {
  [modelId]: { anthropic_version: 'bedrock-2023-05-31', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] },
  'meta.llama3-1-8b-instruct-v1:0': { prompt: 'Hi', max_gen_len: 9 },
  'amazon.titan-text-express-v1': { inputText: 'Hi', textGenerationConfig: { maxTokenCount: 9 } },
  'amazon.nova-lite-v1:0': {
    messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    inferenceConfig: { maxTokens: 9 },
  },
  'openai.gpt-oss-20b-1:0': { messages: [{ role: 'user', content: 'Hi' }], max_completion_tokens: 9 },
};
const decoder = new TextDecoder();
const input = (model, body) => ({ modelId: model, contentType: 'application/json', body: JSON.stringify(body) });
const invoke = async (client, model, body) => {
  const answered = await client.send(new commands.InvokeModelCommand(input(model, body)));
  return decoder.decode(answered.body);
};
const invokeStream = async (client, model, body) => {
  const answered = await client.send(new commands.InvokeModelWithResponseStreamCommand(input(model, body)));
  return (await all(answered.body)).map(({ chunk }) => decoder.decode(chunk.bytes));
};
const invoked = Object.entries(bodies).flatMap(([model, body]) => [
  [`InvokeModel, ${model}`, ({ client }) => invoke(client, model, body)],
  [`InvokeModel, stream, ${model}`, ({ client }) => invokeStream(client, model, body)],
]);

/** The name of a call, and the call. */
export const forms = {
  ...plainWays(calls),
  tools: ({ client }) => converse(client, { toolConfig }),
  'stream of parallel tools': async ({ client }) => all(await converseStream(client, { toolConfig })),
  'answers of tools': ({ client }) =>
    converse(client, {
      messages: [
        ...ask.messages,
        { role: 'assistant', content: [{ toolUse: { toolUseId: 'tooluse_1', name: 'weather', input: {} } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_1', content: [{ text: 'sunny' }] } }] },
      ],
    }),
  'a callback': ({ client }) =>
    new Promise((resolve) => {
      const returned = client.send(new commands.ConverseCommand(ask), (error, answered) =>
        resolve([String(error), returned, answered.stopReason]),
      );
    }),
  'an abort signal': async ({ client }) => {
    const controller = new AbortController();
    const { stream } = await client.send(new commands.ConverseStreamCommand(ask), { abortSignal: controller.signal });
    const items = [];
    for await (const item of stream) {
      items.push(item);
      if (items.length === 2) controller.abort();
    }
    return items;
  },
  ...Object.fromEntries(invoked),
  'InvokeModel, embeddings': ({ client }) => invoke(client, 'amazon.titan-embed-text-v2:0', { inputText: 'hello' }),
};

/** What the server says that answers take, and embeddings. */
export const tokens = ['10 + 2', '5 + 0'];
