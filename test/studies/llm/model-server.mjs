// A server that speaks what servers of models speak, byte for byte the same at every request:
//
//   wire/   one file for each format, chosen by the path of the request
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import * as anthropic from './wire/anthropic.mjs';
import * as bedrock from './wire/bedrock.mjs';
import * as cohere from './wire/cohere.mjs';
import * as google from './wire/google.mjs';
import * as groq from './wire/groq.mjs';
import * as mistral from './wire/mistral.mjs';
import * as ollama from './wire/ollama.mjs';
import * as openai from './wire/openai.mjs';
import { json } from './wire/send.mjs';

const wires = [
  [/\/messages(?:\/count_tokens)?$/, anthropic],
  [/^\/model\//, bedrock],
  [/\/models\//, google],
  [/^\/cohere\//, cohere],
  [/^\/openai\//, groq],
  [/^\/mistral\//, mistral],
  [/^\/api\//, ollama],
  [/./, openai],
];

/** Starts it on loopback; `bodies` are those of the requests that have come. */
export async function startModelServer() {
  const bodies = [];
  const serve = async (request, response) => {
    const body = await bodyOf(request);
    bodies.push(body);
    // Some clients hand the headers on.
    response.sendDate = false;
    const { pathname: path } = new URL(request.url, 'http://localhost');
    await answer({ path, body }, response);
  };
  const server = createServer(serve);
  // Amazon's clients speak HTTP/2 by themselves.
  const sockets = new Set();
  const second = createHttp2Server(serve).on('connection', (socket) => sockets.add(socket));
  const [origin, bedrock] = [await originOf(server), await originOf(second)];
  return {
    origin,
    url: `${origin}/v1`,
    bedrock,
    bodies,
    close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      for (const each of [server, second]) each.close();
    },
  };
}

/** JSON, or the fields of a form, of files their names and sizes. */
async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const type = request.headers['content-type'];
  const sent = new Response(Buffer.concat(parts), { headers: { 'content-type': type } });
  if (!type.startsWith('multipart/')) return sent.json();
  const fields = [...(await sent.formData())].map(([name, value]) => [name, value.name ?? value, value.size]);
  return Object.fromEntries(fields.map(([name, value, size]) => [name, size === undefined ? value : [value, size]]));
}

async function originOf(server) {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

/** By the name of its model, a request is refused, or comes too soon. */
async function answer(request, response) {
  const [, wire] = wires.find(([of]) => of.test(request.path));
  const model = wire.modelOf?.(request) ?? request.body.model;
  for (const [name, value] of Object.entries(wire.headersOfRefusals?.[model] ?? {})) response.setHeader(name, value);
  if (model === 'unknown') return json(response, 400, wire.refusal('no such model'));
  if (model === 'busy') {
    response.setHeader('retry-after-ms', '1');
    return json(response, 429, wire.refusal('slow down'));
  }
  await wire.answer(request, response);
}
