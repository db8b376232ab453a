// Ways to call any client, each giving what its caller gets to see.
import { setTimeout } from 'node:timers/promises';

/** The items of a stream. */
export async function all(stream) {
  const items = [];
  for await (const item of stream) items.push(item);
  return items;
}

/**
 * The ways that do not depend on what a client has besides: `create` gives the promise of an answer, `stream` that of a
 * stream; both take the client and the name of a model, by which the server knows what to do wrong.
 */
export function plainWays({ create, stream, readId }) {
  return {
    'create, awaited': ({ client }) => create(client),
    'create, then': ({ client }) => create(client).then(readId),
    'create, awaited later': async ({ client }) => {
      const promise = create(client);
      await setTimeout(20);
      return [await promise, readId(await promise)];
    },
    stream: async ({ client }) => all(await stream(client)),
    'stream, left': async ({ client }) => {
      for await (const item of await stream(client)) if (JSON.stringify(item).includes('Grüß ')) return item;
      return undefined;
    },
    'stream, killed': async ({ client }) => all(await stream(client, 'killed')),
    'stream, garbled': async ({ client }) => all(await stream(client, 'garbled')),
    'refused, thrown': ({ client }) => create(client, 'unknown'),
    'refused, only caught': ({ client }) => create(client, 'unknown').catch(shownError),
    'refused, nobody asks': async ({ client }) => {
      const seen = [];
      const note = (error) => seen.push(shownError(error));
      process.on('unhandledRejection', note);
      void create(client, 'unknown');
      while (seen.length === 0) await setTimeout(5);
      await setTimeout(20);
      process.off('unhandledRejection', note);
      return seen;
    },
    'stream, refused': async ({ client }) => all(await stream(client, 'unknown')),
    busy: ({ client }) => create(client, 'busy').catch(shownError),
  };
}

/** Those of clients that Stainless generates, whose promises have more to offer. */
export function stainlessWays({ create, stream, readId }) {
  return {
    withResponse: async ({ client }) => {
      const { data, response, request_id } = await create(client).withResponse();
      return [data, response.status, request_id];
    },
    asResponse: async ({ client }) => {
      const response = await create(client).asResponse();
      return [response.status, await response.json()];
    },
    tee: async ({ client }) => Promise.all((await stream(client)).tee().map(all)),
    toReadableStream: async ({ client }) => new Response((await stream(client)).toReadableStream()).text(),
    'stream, aborted': async ({ client }) => {
      const opened = await stream(client);
      const items = [];
      for await (const item of opened) {
        items.push(item);
        if (items.length === 2) opened.controller.abort();
      }
      return items;
    },
    withOptions: ({ client }) => client.withOptions && create(client.withOptions({ maxRetries: 0 })),
    'what a promise is': async ({ client, Client }) => {
      const promise = create(client);
      const { constructor } = promise;
      const isOf = [promise instanceof Promise, client instanceof Client];
      return [...isOf, constructor.name, Object.keys(promise), readId(await promise)];
    },
  };
}

/** What the caller gets to see of a call: a value, or an error, as a string. */
export async function seenBy(form, of) {
  try {
    return JSON.stringify(await form(of)) ?? 'undefined';
  } catch (error) {
    return shownError(error);
  }
}

function shownError(error) {
  // A minifier gives classes new names; most errors say theirs, Cohere's at the beginning of their messages.
  const [said] = /^\w+Error\b/.exec(error.message) ?? [];
  const name = said ?? (error.name === 'Error' ? error.constructor.name : error.name);
  return `${name} ${error.status ?? error.statusCode ?? ''}: ${error.message}`;
}

/** The bodies of requests, without what a stream is asked for on behalf of its span. */
export function comparable(bodies) {
  return JSON.stringify(bodies.map((body) => ({ ...body, stream_options: undefined })));
}
