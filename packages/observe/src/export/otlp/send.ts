import type { HttpRequest, HttpResponse, Post } from '../../platform/platform.ts';
import { RetryLater } from '../exporter.ts';

/** How a request is sent. */
export interface Sending {
  readonly post: Post;
  readonly timeoutMs: number;
  readonly compression: 'gzip' | 'none';
  /** The URL without anything secret. */
  readonly shown: string;
}

// OTLP specification 1.9, failures: these may be sent again, others never.
const retryable = new Set([429, 502, 503, 504]);
// The receiver has no such path.
const unknown = new Set([404, 405, 501]);

/**
 * Sends one OTLP request. `unknown`: the receiver does not have that path. Rejects with `RetryLater` when it may take the
 * request later or does not answer, with another error when it refuses it.
 */
export async function sendOtlp(request: HttpRequest, sending: Sending): Promise<'taken' | 'unknown'> {
  const { status, retryAfter } = await posted(request, sending);
  if (status >= 200 && status < 300) return 'taken';
  if (unknown.has(status)) return 'unknown';
  const message = `${sending.shown} answered ${status}`;
  if (retryable.has(status)) throw new RetryLater(message, millisecondsOf(retryAfter));
  throw new Error(`${message}${hints[status] === undefined ? '' : `; ${hints[status]}`}`);
}

const hints: Readonly<Record<number, string>> = {
  400: 'it could not read the request: is this an OTLP receiver for HTTP?',
  401: 'set a token or an authorization header',
  403: 'the token is not allowed to write',
  413: 'the request was too large: set `batch.size` lower',
};

async function posted(request: HttpRequest, { post, timeoutMs, compression, shown }: Sending): Promise<HttpResponse> {
  const compressed = compression === 'gzip' ? await gzipped(request) : request;
  try {
    return await post(compressed, timeoutMs);
  } catch (error) {
    throw new RetryLater(`${shown} does not answer (${reasonOf(error)})`, undefined, { cause: error });
  }
}

/** `fetch` says only that it failed, and why in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, message } = error;
  const { code } = error as { readonly code?: unknown };
  if (cause instanceof Error) return reasonOf(cause);
  return message || (typeof code === 'string' ? code : error.name);
}

async function gzipped({ url, headers, body }: HttpRequest): Promise<HttpRequest> {
  // Proof of the cast: a view of bytes that nobody shares.
  const stream = new Blob([body as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return { url, headers: { ...headers, 'content-encoding': 'gzip' }, body: bytes };
}

/** `Retry-After` is a number of seconds or a date. RFC 9110, 10.2.3 */
function millisecondsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestPauseMs);
}

/** What a receiver may ask for; a wrong header must not end the export for a day. */
const longestPauseMs = 300_000;
