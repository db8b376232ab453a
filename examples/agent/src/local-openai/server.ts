import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ApiError } from './api-error.ts';
import { chatCompletion, chatCompletionChunks, chatRequest } from './chat-completions.ts';
import { embeddings } from './embeddings.ts';
import { readBody } from './request-body.ts';

/** A running server. */
export interface LocalOpenai {
  /** What the client takes as `baseURL`: `http://127.0.0.1:49152/v1`. */
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

type Body = Readonly<Record<string, unknown>>;
type Route = (body: Body, id: string, response: ServerResponse) => Promise<void> | void;

const routes: Readonly<Record<string, Route>> = {
  '/v1/chat/completions': async (body, id, response) => {
    const request = chatRequest(body);
    if (request.stream === true) await sendEvents(response, chatCompletionChunks(request, id));
    else sendJson(response, 200, chatCompletion(request, id));
  },
  '/v1/embeddings': (body, _id, response) => sendJson(response, 200, embeddings(body)),
};

/** Starts an OpenAI-compatible server on this machine only, on a free port, that accepts one API key. */
export async function startLocalOpenai({ apiKey }: { readonly apiKey: string }): Promise<LocalOpenai> {
  let requests = 0;
  const server = createServer((request, response) => {
    const id = `chatcmpl-${++requests}`;
    answer(request, response, { apiKey, id }).catch((error: unknown) => sendError(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  // Only a server on a pipe has a string for an address.
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { apiKey, id }: { readonly apiKey: string; readonly id: string },
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  requireKey(request.headers.authorization, apiKey);
  const route = routes[path];
  if (route === undefined) {
    throw new ApiError(404, `Invalid URL (${request.method} ${path})`, { code: 'unknown_url' });
  }
  if (request.method !== 'POST') {
    throw new ApiError(405, `${request.method} is not allowed on ${path}, POST is.`, { code: 'method_not_supported' });
  }
  await route(await readBody(request), id, response);
}

function requireKey(authorization: string | undefined, apiKey: string): void {
  const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (given === undefined) throw new ApiError(401, 'You did not provide an API key in the Authorization header.');
  if (given !== apiKey) throw new ApiError(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });
}

/** Server-sent events, one chunk each, until the last one or until the client has gone away. */
async function sendEvents(response: ServerResponse, chunks: Iterable<object>): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  for (const chunk of chunks) {
    if (response.destroyed) return;
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    // Lets the chunk leave on its own, as from a model that is still thinking.
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end('data: [DONE]\n\n');
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function sendError(response: ServerResponse, error: unknown): void {
  const known = error instanceof ApiError ? error : new ApiError(500, String(error));
  // Too late for a status: the client sees a broken stream.
  if (response.headersSent) response.destroy();
  else sendJson(response, known.status, known.body());
}
