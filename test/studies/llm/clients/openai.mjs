// `openai`: what its callers do.
import { all, plainWays, stainlessWays } from '../ways.mjs';

const ask = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] };
const streamed = { ...ask, stream: true };
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }];
const format = { type: 'json_schema', json_schema: { name: 'answer', schema: {} } };

export const classOf = ({ default: OpenAI }) => OpenAI;
export const clientOf = (OpenAI, { url }) => new OpenAI({ apiKey: 'none', baseURL: url, maxRetries: 0 });
/** What `autoInstrument` is given. */
export const instrumented = ({ Client }) => Client;
export const afterwards = (client) => client.chat.completions.create(ask);

/** Clients of version 4 have these below `beta`. */
const helpers = (client) => (client.chat.completions.stream === undefined ? client.beta.chat : client.chat).completions;

const sound = () => new File(['sound'], 'sound.mp3', { type: 'audio/mpeg' });

const calls = {
  create: (client, model = ask.model) => client.chat.completions.create({ ...ask, model }),
  stream: (client, model = ask.model) => client.chat.completions.create({ ...streamed, model }),
  readId: ({ id }) => id,
};

/** The name of a call, and the call. */
export const forms = {
  ...plainWays(calls),
  ...stainlessWays(calls),
  parse: ({ client }) => helpers(client).parse({ ...ask, response_format: format }),
  tools: ({ client }) => client.chat.completions.create({ ...ask, tools }),
  'stream that is asked for its usage': async ({ client }) =>
    all(await client.chat.completions.create({ ...streamed, stream_options: { include_usage: true } })),
  'stream of parallel tools': async ({ client }) => all(await client.chat.completions.create({ ...streamed, tools })),
  '.stream()': ({ client }) => helpers(client).stream(ask).finalChatCompletion(),
  '.stream() with usage': ({ client }) =>
    helpers(client)
      .stream({ ...ask, stream_options: { include_usage: true } })
      .totalUsage(),
  runTools: async ({ client }) => {
    const runner = helpers(client).runTools(
      {
        ...ask,
        tools: [{ ...tools[0], function: { ...tools[0].function, parse: JSON.parse, function: () => 'sunny' } }],
      },
      { maxChatCompletions: 2 },
    );
    await runner.done();
    return runner.messages;
  },
  'busy, tried again': ({ client }) =>
    client.chat.completions.create({ ...ask, model: 'busy' }, { maxRetries: 2 }).catch(({ status }) => status),
  'what a method is': ({ client }) => {
    const { create } = client.chat.completions;
    return [create.name, create.length, Object.keys(client.chat.completions), typeof create.prototype];
  },
  embeddings: ({ client }) => client.embeddings.create({ model: 'text-embedding-3-small', input: 'hello' }),
  responses: ({ client }) => client.responses.create({ model: 'gpt-5', input: 'Hi', instructions: 'Be short' }),
  'images.generate': ({ client }) => client.images.generate({ model: 'gpt-image-1', prompt: 'A garden' }),
  'images.generate, stream': async ({ client }) => {
    const images = await client.images.generate({ model: 'gpt-image-1', prompt: 'A garden', stream: true });
    // Clients of version 4 do not know streams of images.
    return typeof images === 'string' ? images : all(images);
  },
  'images.edit': ({ client }) =>
    client.images.edit({ model: 'gpt-image-1', prompt: 'More roses', image: new File(['png'], 'garden.png') }),
  speech: async ({ client }) => {
    const response = await client.audio.speech.create({ model: 'gpt-4o-mini-tts', voice: 'alloy', input: 'Hi' });
    return [response.status, await response.text()];
  },
  transcription: ({ client }) => client.audio.transcriptions.create({ model: 'gpt-4o-transcribe', file: sound() }),
  'transcription, stream': async ({ client }) =>
    all(await client.audio.transcriptions.create({ model: 'gpt-4o-transcribe', file: sound(), stream: true })),
  translation: ({ client }) => client.audio.translations.create({ model: 'whisper-1', file: sound() }),
  'responses, stream': async ({ client }) =>
    all(await client.responses.create({ model: 'gpt-5', input: 'Hi', stream: true })),
};

/** What the server says that chats, responses and embeddings take. */
export const tokens = ['10 + 2', '7 + 3', '5 + 0'];
