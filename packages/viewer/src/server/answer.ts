import type { ServerResponse } from 'node:http';

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  answerWith(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  answerWith(response, status, 'text/plain; charset=utf-8', `${text}\n`);
}

export function answerWith(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
): void {
  response.writeHead(status, { ...headers, 'content-type': contentType }).end(body);
}
