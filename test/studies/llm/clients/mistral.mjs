// `@mistralai/mistralai`: what its callers do.
import { all, plainWays } from '../ways.mjs';

const ask = { model: 'mistral-small-latest', messages: [{ role: 'user', content: 'Hi' }] };
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }];

/** Version 1 is CommonJS: bundles, too, import it whole. */
export const classOf = ({ Mistral, default: whole }) => Mistral ?? whole.Mistral;
export const clientOf = (Mistral, { origin }) =>
  new Mistral({ apiKey: 'none', serverURL: `${origin}/mistral`, retryConfig: { strategy: 'none' } });
/** What `autoInstrument` is given. */
export const instrumented = ({ client }) => client;
export const afterwards = (client) => client.chat.complete(ask);

const calls = {
  create: (client, model = ask.model) => client.chat.complete({ ...ask, model }),
  stream: (client, model = ask.model) => client.chat.stream({ ...ask, model }),
  readId: ({ id }) => id,
};

/** The name of a call, and the call. */
export const forms = {
  ...plainWays(calls),
  tools: ({ client }) => client.chat.complete({ ...ask, tools }),
  'stream of parallel tools': async ({ client }) => all(await client.chat.stream({ ...ask, tools })),
  'answers of tools': ({ client }) =>
    client.chat.complete({
      ...ask,
      messages: [
        ...ask.messages,
        { role: 'assistant', toolCalls: [{ id: 'call_1', function: { name: 'weather', arguments: '{}' } }] },
        { role: 'tool', toolCallId: 'call_1', name: 'weather', content: 'sunny' },
      ],
      tools,
    }),
  embeddings: ({ client }) => client.embeddings.create({ model: 'mistral-embed', inputs: 'hello' }),
  'a reader': async ({ client }) => {
    const reader = (await calls.stream(client)).getReader();
    const items = [];
    for (let step = await reader.read(); !step.done; step = await reader.read()) items.push(step.value);
    return items;
  },
};

/** What the server says that chats and embeddings take. */
export const tokens = ['10 + 2', '5 + 0'];
