// `groq-sdk`: what its callers do.
import { all, plainWays, stainlessWays } from '../ways.mjs';

const ask = { model: 'llama-3.3-70b-versatile', messages: [{ role: 'user', content: 'Hi' }] };
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }];

export const classOf = ({ default: Groq }) => Groq;
export const clientOf = (Groq, { origin }) => new Groq({ apiKey: 'none', baseURL: origin, maxRetries: 0 });
/** What `autoInstrument` is given. */
export const instrumented = ({ Client }) => Client;
export const afterwards = (client) => client.chat.completions.create(ask);

const calls = {
  create: (client, model = ask.model) => client.chat.completions.create({ ...ask, model }),
  stream: (client, model = ask.model) => client.chat.completions.create({ ...ask, stream: true, model }),
  readId: ({ id }) => id,
};

/** The name of a call, and the call. */
export const forms = {
  ...plainWays(calls),
  ...stainlessWays(calls),
  tools: ({ client }) => client.chat.completions.create({ ...ask, tools }),
  'stream of parallel tools': async ({ client }) =>
    all(await client.chat.completions.create({ ...ask, stream: true, tools })),
  embeddings: ({ client }) => client.embeddings.create({ model: 'nomic-embed-text-v1_5', input: 'hello' }),
};

/** What the server says that chats and embeddings take. */
export const tokens = ['10 + 2', '5 + 0'];
