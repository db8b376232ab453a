// `@anthropic-ai/sdk`: what its callers do.
import { all, plainWays, stainlessWays } from '../ways.mjs';

const ask = { model: 'claude-sonnet-5-5', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] };
const streamed = { ...ask, stream: true };
const tools = [{ name: 'weather', input_schema: { type: 'object', properties: {} } }];
const thinking = { type: 'enabled', budget_tokens: 1024 };

export const classOf = ({ default: Anthropic }) => Anthropic;
export const clientOf = (Anthropic, { origin }) => new Anthropic({ apiKey: 'none', baseURL: origin, maxRetries: 0 });
/** What `autoInstrument` is given. */
export const instrumented = ({ Client }) => Client;
export const afterwards = (client) => client.messages.create(ask);

const calls = {
  create: (client, model = ask.model) => client.messages.create({ ...ask, model }),
  stream: (client, model = ask.model) => client.messages.create({ ...streamed, model }),
  readId: ({ id }) => id,
};

/** The name of a call, and the call. */
export const forms = {
  ...plainWays(calls),
  ...stainlessWays(calls),
  system: ({ client }) => client.messages.create({ ...ask, system: [{ type: 'text', text: 'Be short' }] }),
  tools: ({ client }) => client.messages.create({ ...ask, tools }),
  thinking: ({ client }) => client.messages.create({ ...ask, max_tokens: 2000, thinking }),
  'stream of parallel tools': async ({ client }) => all(await client.messages.create({ ...streamed, tools })),
  'stream of thoughts': async ({ client }) =>
    all(await client.messages.create({ ...streamed, max_tokens: 2000, thinking })),
  '.stream()': ({ client }) => client.messages.stream(ask).finalMessage(),
  '.stream(), iterated': async ({ client }) => all(client.messages.stream(ask)),
  '.stream(), text': async ({ client }) => {
    const heard = [];
    const text = await client.messages
      .stream(ask)
      .on('text', (delta) => heard.push(delta))
      .finalText();
    return [text, heard];
  },
  '.stream() of tools': ({ client }) => client.messages.stream({ ...ask, tools }).finalMessage(),
  '.stream(), left': async ({ client }) => {
    for await (const event of client.messages.stream(ask)) if (event.type === 'content_block_delta') return event;
    return undefined;
  },
  '.stream(), refused': ({ client }) => client.messages.stream({ ...ask, model: 'unknown' }).finalMessage(),
  '.stream(), killed': ({ client }) => client.messages.stream({ ...ask, model: 'killed' }).finalMessage(),
  beta: ({ client }) => client.beta.messages.create({ ...ask, betas: ['test-2025-01-01'] }),
  'beta, stream': async ({ client }) => all(await client.beta.messages.create(streamed)),
  'beta, .stream()': ({ client }) => client.beta.messages.stream(ask).finalMessage(),
  toolRunner: async ({ client }) => {
    const run = () => 'sunny';
    const runner = client.beta.messages.toolRunner({ ...ask, max_iterations: 2, tools: [{ ...tools[0], run }] });
    return (await all(runner)).length;
  },
  countTokens: ({ client }) => client.messages.countTokens({ model: ask.model, messages: ask.messages }),
  'busy, tried again': ({ client }) =>
    client.messages.create({ ...ask, model: 'busy' }, { maxRetries: 2 }).catch(({ status }) => status),
  'what a method is': ({ client }) => {
    const { create } = client.messages;
    return [create.name, create.length, Object.keys(client.messages), typeof create.prototype];
  },
};

/** What the server says that an answer takes, and one that is left before it says how much came out. */
export const tokens = ['18 + 2', '18 + 0'];
