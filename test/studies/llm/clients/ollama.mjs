// `ollama`: what its callers do.
import { all, plainWays } from '../ways.mjs';

const ask = { model: 'llama3.2', messages: [{ role: 'user', content: 'Hi' }] };
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }];

export const classOf = ({ Ollama }) => Ollama;
export const clientOf = (Ollama, { origin }) => new Ollama({ host: origin });
/** Most programs have no other client than the one that the package makes. */
export const instrumented = ({ client }) => client;
export const afterwards = (client) => client.chat(ask);

const calls = {
  create: (client, model = ask.model) => client.chat({ ...ask, model }),
  stream: (client, model = ask.model) => client.chat({ ...ask, model, stream: true }),
  readId: ({ created_at }) => created_at,
};

/** The name of a call, and the call. */
export const forms = {
  ...plainWays(calls),
  options: ({ client }) => client.chat({ ...ask, format: 'json', options: { temperature: 0, num_predict: 9 } }),
  tools: ({ client }) => client.chat({ ...ask, tools }),
  thinking: ({ client }) => client.chat({ ...ask, think: true }),
  'stream of tools': async ({ client }) => all(await client.chat({ ...ask, tools, stream: true })),
  'stream of thoughts': async ({ client }) => all(await client.chat({ ...ask, think: true, stream: true })),
  'stream, aborted': async ({ client }) => {
    const stream = await calls.stream(client);
    const items = [];
    for await (const item of stream) if (items.push(item) === 1) stream.abort();
    return items;
  },
  generate: ({ client }) => client.generate({ model: ask.model, prompt: 'Hi', system: 'Be short' }),
  'generate, stream': async ({ client }) =>
    all(await client.generate({ model: ask.model, prompt: 'Hi', stream: true })),
  embed: ({ client }) => client.embed({ model: 'nomic-embed-text', input: 'hello' }),
  'what a method is': ({ client }) => [client.chat.name, client.chat.length, Object.keys(client)],
};

/** What the server says that answers and embeddings take. */
export const tokens = ['10 + 2', '5 + 0'];
