// `cohere-ai`: what its callers do, with clients of both versions of the API.
import { all, plainWays } from '../ways.mjs';

const ask = { model: 'command-a-03-2025', messages: [{ role: 'user', content: 'Hi' }] };
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const tools = [{ type: 'function', function: { name: 'weather', parameters } }];
const first = { model: 'command-r-08-2024', message: 'Hi' };

/** The newer client is made of parts of the older one. */
export const classOf = ({ CohereClient, default: whole }) => CohereClient ?? whole.CohereClient;
export const clientOf = (CohereClient, { origin }) =>
  new CohereClient({ token: 'none', environment: `${origin}/cohere`, maxRetries: 0 });
/** What `autoInstrument` is given. */
export const instrumented = ({ client }) => client;
export const afterwards = (client) => client.v2.chat(ask);

const calls = {
  create: (client, model = ask.model) => client.v2.chat({ ...ask, model }),
  stream: (client, model = ask.model) => client.v2.chatStream({ ...ask, model }),
  readId: ({ id }) => id,
};

/** The name of a call, and the call. */
export const forms = {
  ...plainWays(calls),
  withRawResponse: async ({ client }) => {
    const { data, rawResponse } = await calls.create(client).withRawResponse();
    return [data, rawResponse.status];
  },
  'withRawResponse of a stream': async ({ client }) => {
    const { data, rawResponse } = await calls.stream(client).withRawResponse();
    return [await all(data), rawResponse.status];
  },
  'what a promise is': async ({ client }) => {
    const promise = calls.create(client);
    return [promise instanceof Promise, Object.keys(promise), await promise];
  },
  tools: ({ client }) => client.v2.chat({ ...ask, tools }),
  'stream of parallel tools': async ({ client }) => all(await client.v2.chatStream({ ...ask, tools })),
  'answers of tools': ({ client }) =>
    client.v2.chat({
      ...ask,
      messages: [
        ...ask.messages,
        {
          role: 'assistant',
          toolCalls: [{ id: 'weather_1', type: 'function', function: { name: 'weather', arguments: '{}' } }],
        },
        { role: 'tool', toolCallId: 'weather_1', content: 'sunny' },
      ],
    }),
  embed: ({ client }) =>
    client.v2.embed({ model: 'embed-v4.0', inputType: 'search_query', texts: ['hello'], embeddingTypes: ['float'] }),
  'version 1': ({ client }) => client.chat(first),
  'version 1, tools': ({ client }) => client.chat({ ...first, tools: [{ name: 'weather', description: 'Looks' }] }),
  'version 1, stream': async ({ client }) => all(await client.chatStream(first)),
  'version 1, stream, left': async ({ client }) => {
    for await (const item of await client.chatStream(first)) if (item.eventType === 'text-generation') return item;
    return undefined;
  },
  'version 1, embed': ({ client }) =>
    client.embed({ model: 'embed-v4.0', inputType: 'search_query', texts: ['hello'], embeddingTypes: ['float'] }),
  rerank: ({ client }) => client.v2.rerank({ model: 'unknown', query: 'Hi', documents: ['a'] }),
};

/** What the server says is billed for chats and embeddings. */
export const tokens = ['10 + 2', '5 + 0'];
