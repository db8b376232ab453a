import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { HttpResponse, Post } from '../platform.ts';
import { certificates } from './certificates.ts';

/** An answer is a few bytes; a server that sends more is not read to its end. */
const maxAnswerBytes = 1 << 20;

/** One connection is kept, so that an export costs no handshake; it keeps no process alive. */
const plainAgent = new HttpAgent({ keepAlive: true, maxSockets: 4 });
let secureAgent: HttpsAgent | undefined;

/** Posts with Node's own client. Certificates come from OpenTelemetry's variables. */
export const post: Post = ({ url, headers, body }, timeoutMs) =>
  new Promise<HttpResponse>((resolve, reject) => {
    const isSecure = url.startsWith('https:');
    const send = isSecure ? httpsRequest : httpRequest;
    const agent = isSecure
      ? (secureAgent ??= new HttpsAgent({ keepAlive: true, maxSockets: 4, ...certificates() }))
      : plainAgent;
    const request = send(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': body.byteLength }, agent },
      (response) => {
        readAnswer(response).then(resolve, reject);
      },
    );
    // One clock for everything: the connection, the answer, and an answer that never ends.
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    timer.unref();
    request.on('close', () => clearTimeout(timer));
    request.on('error', reject);
    request.on('socket', (socket) => socket.unref());
    request.end(body);
  });

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
