import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';

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

/** Answers with lines as they are made, and as fast as they are read; others get their turn in between. */
export async function answerLines(response: ServerResponse, lines: Iterable<string>): Promise<void> {
  response.writeHead(200, { ...headers, 'content-type': 'application/jsonl; charset=utf-8' });
  await pipeline(Readable.from(inTurns(lines)), response);
}

async function* inTurns(lines: Iterable<string>): AsyncGenerator<string> {
  for (const chunk of lines) {
    yield chunk;
    await setImmediate();
  }
}
