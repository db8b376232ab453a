import type { HttpRequest, HttpResponse, Post } from '../../platform/platform.ts';
import { RetryLater } from '../exporter.ts';

/** How a request is sent. */
export interface Sending {
  readonly post: Post;
  readonly timeoutMs: number;
  readonly compression: 'gzip' | 'none';
  /** The path, for messages: `/v1/traces`. */
  readonly path: string;
}

// OTLP specification 1.9, failures: these may be sent again, others never.
const retryable = new Set([429, 502, 503, 504]);
// The receiver has no such path.
const unknown = new Set([404, 405, 501]);

/**
 * Sends one OTLP request, and gives the answer of a receiver that has taken it. Undefined: the receiver does not have that
 * path. Rejects with `RetryLater` when it may take the request later or does not answer, with another error when it refuses.
 */
export async function sendOtlp(request: HttpRequest, sending: Sending): Promise<HttpResponse | undefined> {
  const response = await posted(request, sending);
  const { status, retryAfter } = response;
  if (status >= 200 && status < 300) return response;
  if (unknown.has(status)) return undefined;
  const message = `${sending.path} answers ${status}${hintFor(status)}`;
  if (retryable.has(status)) throw new RetryLater(message, millisecondsOf(retryAfter));
  throw new Error(message);
}

const hints: Readonly<Record<string, string>> = {
  400: 'it could not read the request: is it a receiver of OTLP over HTTP?',
  401: 'set a token or an authorization header',
  403: 'the token is not allowed to write',
  413: 'the request was too large: set `batch.size` lower',
  ECONNREFUSED: 'is a receiver running there?',
  ENOTFOUND: 'is the name of the host right?',
  HPE_INVALID_CONSTANT: 'it does not speak HTTP; the port for OTLP over HTTP is 4318',
  EPROTO: 'it does not speak TLS: begin the URL with http://',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS: begin the URL with http://',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'name the certificate to trust in OTEL_EXPORTER_OTLP_CERTIFICATE',
  SELF_SIGNED_CERT_IN_CHAIN: 'name the certificate to trust in OTEL_EXPORTER_OTLP_CERTIFICATE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'name the certificate to trust in OTEL_EXPORTER_OTLP_CERTIFICATE',
};

function hintFor(what: string | number): string {
  const hint = hints[what];
  return hint === undefined ? '' : `; ${hint}`;
}

async function posted(request: HttpRequest, { post, timeoutMs, compression, path }: Sending): Promise<HttpResponse> {
  const compressed = compression === 'gzip' ? await gzipped(request) : request;
  try {
    return await post(compressed, timeoutMs);
  } catch (error) {
    throw new RetryLater(`no answer at ${path} (${reasonOf(error)})`, undefined, { cause: error });
  }
}

/** `fetch` says only that it failed, and why in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, message } = error;
  if (cause instanceof Error) return reasonOf(cause);
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string') return message || error.name;
  return `${message || code}${hintFor(code)}`;
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
