// Ways to call a client, each giving what its caller gets to see.
import { setTimeout } from 'node:timers/promises';

const ask = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] };
const streamed = { ...ask, stream: true };
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }];
const format = { type: 'json_schema', json_schema: { name: 'answer', schema: {} } };

/** Clients of version 4 have these below `beta`. */
const helpers = (client) => (client.chat.completions.stream === undefined ? client.beta.chat : client.chat).completions;

async function all(stream) {
  const items = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** The name of a call, and the call. */
export const forms = {
  'create, awaited': ({ client }) => client.chat.completions.create(ask),
  'create, then': ({ client }) => client.chat.completions.create(ask).then(({ id }) => id),
  'create, awaited later': async ({ client }) => {
    const promise = client.chat.completions.create(ask);
    await setTimeout(20);
    return [await promise, (await promise).id];
  },
  withResponse: async ({ client }) => {
    const { data, response, request_id } = await client.chat.completions.create(ask).withResponse();
    return [data, response.status, request_id];
  },
  asResponse: async ({ client }) => {
    const response = await client.chat.completions.create(ask).asResponse();
    return [response.status, await response.json()];
  },
  parse: ({ client }) => helpers(client).parse({ ...ask, response_format: format }),
  tools: ({ client }) => client.chat.completions.create({ ...ask, tools }),
  stream: async ({ client }) => all(await client.chat.completions.create(streamed)),
  'stream that is asked for its usage': async ({ client }) =>
    all(await client.chat.completions.create({ ...streamed, stream_options: { include_usage: true } })),
  'stream of parallel tools': async ({ client }) => all(await client.chat.completions.create({ ...streamed, tools })),
  tee: async ({ client }) => Promise.all((await client.chat.completions.create(streamed)).tee().map(all)),
  toReadableStream: async ({ client }) =>
    new Response((await client.chat.completions.create(streamed)).toReadableStream()).text(),
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
  'stream, left': async ({ client }) => {
    for await (const { choices } of await client.chat.completions.create(streamed))
      if (choices[0].delta.content === 'Grüß ') return choices;
    return undefined;
  },
  'stream, aborted': async ({ client }) => {
    const stream = await client.chat.completions.create(streamed);
    const items = [];
    for await (const item of stream) {
      items.push(item);
      if (items.length === 2) stream.controller.abort();
    }
    return items;
  },
  'refused, thrown': ({ client }) => client.chat.completions.create({ ...ask, model: 'unknown' }),
  'refused, only caught': ({ client }) =>
    client.chat.completions.create({ ...ask, model: 'unknown' }).catch(({ status }) => status),
  'refused, nobody asks': async ({ client }) => {
    const seen = [];
    const note = ({ status }) => seen.push(status);
    process.on('unhandledRejection', note);
    void client.chat.completions.create({ ...ask, model: 'unknown' });
    while (seen.length === 0) await setTimeout(5);
    await setTimeout(20);
    process.off('unhandledRejection', note);
    return seen;
  },
  'busy, tried again': ({ client }) =>
    client.chat.completions.create({ ...ask, model: 'busy' }, { maxRetries: 2 }).catch(({ status }) => status),
  'stream, killed': async ({ client }) => all(await client.chat.completions.create({ ...streamed, model: 'killed' })),
  'stream, garbled': async ({ client }) => all(await client.chat.completions.create({ ...streamed, model: 'garbled' })),
  withOptions: ({ client }) => client.withOptions?.({ maxRetries: 0 }).chat.completions.create(ask),
  'what a promise is': async ({ client, OpenAI }) => {
    const promise = client.chat.completions.create(ask);
    const { constructor } = promise;
    return [
      promise instanceof Promise,
      constructor.name,
      Object.keys(promise),
      client instanceof OpenAI,
      (await promise).id,
    ];
  },
  'what a method is': ({ client }) => {
    const { create } = client.chat.completions;
    return [create.name, create.length, Object.keys(client.chat.completions), typeof create.prototype];
  },
  embeddings: ({ client }) => client.embeddings.create({ model: 'text-embedding-3-small', input: 'hello' }),
  responses: ({ client }) => client.responses.create({ model: 'gpt-5', input: 'Hi', instructions: 'Be short' }),
  'responses, stream': async ({ client }) =>
    all(await client.responses.create({ model: 'gpt-5', input: 'Hi', stream: true })),
};

/** What the caller gets to see of a call: a value, or an error, as a string. */
export async function seenBy(form, of) {
  try {
    return JSON.stringify(await form(of)) ?? 'undefined';
  } catch (error) {
    return `${error.constructor.name} ${error.status ?? ''}: ${error.message}`;
  }
}

/** The bodies of requests, without what a stream is asked for on behalf of its span. */
export function comparable(bodies) {
  return JSON.stringify(bodies.map((body) => ({ ...body, stream_options: undefined })));
}
