import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { HttpRequest, HttpResponse, Post } from '../platform.ts';
import { certificates } from './certificates.ts';

/** An answer is a few bytes; a server that sends more is not read to its end. */
const maxAnswerBytes = 1 << 20;

/** One connection is kept, so that an export costs no handshake; it keeps no process alive. */
const plainAgent = new HttpAgent({ keepAlive: true, maxSockets: 4 });
let secureAgent: HttpsAgent | undefined;

/** Posts with Node's own client. Certificates come from OpenTelemetry's variables. */
export const post: Post = async (request, timeoutMs) => {
  try {
    return await posted(request, timeoutMs);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return posted(request, timeoutMs);
  }
};

/** The receiver has closed a connection that was kept, at the moment in which it was used again. */
class StaleConnection extends Error {}

function posted({ url, headers, body }: HttpRequest, timeoutMs: number): Promise<HttpResponse> {
  return new Promise<HttpResponse>((resolve, reject) => {
    const isSecure = url.startsWith('https:');
    const send = isSecure ? httpsRequest : httpRequest;
    const agent = isSecure
      ? (secureAgent ??= new HttpsAgent({ keepAlive: true, maxSockets: 4, ...certificates() }))
      : plainAgent;
    const options = { method: 'POST', headers: { ...headers, 'content-length': body.byteLength }, agent };
    const request = send(url, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    // One clock for everything: the connection, the answer, and an answer that never ends.
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    timer.unref();
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isStale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(isStale ? new StaleConnection(error.message, { cause: error }) : error);
    });
    request.on('socket', (socket) => socket.unref());
    request.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxAnswerBytes) break;
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'],
    contentType: response.headers['content-type'],
    body: Buffer.concat(chunks),
  };
}
