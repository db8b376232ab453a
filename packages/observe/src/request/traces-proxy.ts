import { untracked } from '../context/inherited.ts';
import { otlpDefaults, type OtlpOptions } from '../export/target-options.ts';

/** What `tracesProxy` can be told. */
export interface TracesProxyOptions extends Pick<OtlpOptions, 'url' | 'token' | 'headers' | 'timeoutMs'> {
  /** Origins of pages that may send besides that of the proxy itself: `https://app.example.com`, or patterns. */
  readonly origins?: readonly (string | RegExp)[];
  /** The largest body that is taken, as it is sent; 1,000,000 when absent. */
  readonly maxBytes?: number;
  /** How many requests are taken in a second, of all pages together; 100 when absent. */
  readonly maxPerSecond?: number;
}

// OTLP 1.x, OTLP/HTTP: the two encodings
const encodings = /^application\/(?:json|x-protobuf)\b/;

/**
 * Makes a handler that passes spans of browsers on to an OTLP receiver, for a route `/v1/traces` of Hono, Workers, Deno, Bun,
 * or whatever else answers a `Request`. Token and headers are added here; cookies and all other headers of the page stay
 * behind. It answers 403 to other origins and to what names none, 413, 415 and 429 to what is too large, not OTLP, or too
 * often, and 502 if the receiver does not answer.
 *
 * @example
 * const proxy = tracesProxy({ url: 'https://otlp.example.com', token: 'secret', origins: [/^https:\/\/[a-z]+\.example\.com$/] });
 * const response = await proxy(new Request('https://api.example.com/v1/traces'));
 * response.status; // 403, as it names no origin
 */
export function tracesProxy(options: TracesProxyOptions = {}): (request: Request) => Promise<Response> {
  const { origins = [], maxBytes = 1_000_000, maxPerSecond = 100 } = options;
  const isFrequent = frequencyLimit(maxPerSecond);
  return async (request) => {
    const origin = request.headers.get('origin');
    if (origin === null || !isAdmitted(origin, new URL(request.url).origin, origins)) return refusal(403);
    const shared = { 'access-control-allow-origin': origin, vary: 'origin' };
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { ...shared, ...preflight } });
    if (request.method !== 'POST') return refusal(405, { ...shared, allow: 'POST, OPTIONS' });
    if (!encodings.test(request.headers.get('content-type') ?? '')) return refusal(415, shared);
    if (isFrequent()) return refusal(429, { ...shared, 'retry-after': '1' });
    const body = await bodyWithin(request, maxBytes);
    if (body === undefined) return refusal(413, shared);
    return passOn(request, body, options, shared);
  };
}

const preflight = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, content-encoding, traceparent, tracestate',
  'access-control-max-age': '86400',
};

function isAdmitted(origin: string, own: string, origins: readonly (string | RegExp)[]): boolean {
  return origin === own || origins.some((each) => (typeof each === 'string' ? each === origin : each.test(origin)));
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers });
}

/** Whether there were too many in the second that has just begun with one of them. */
function frequencyLimit(maxPerSecond: number): () => boolean {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    count = now === second ? count + 1 : 1;
    second = now;
    return count > maxPerSecond;
  };
}

/** The body, or undefined once it is larger: no more of it is read than may be. */
async function bodyWithin({ headers, body }: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    // Proof of the cast: the body of a request is a stream of bytes.
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > maxBytes) return undefined;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

async function passOn(
  { headers }: Request,
  body: Uint8Array<ArrayBuffer>,
  options: TracesProxyOptions,
  shared: Readonly<Record<string, string>>,
): Promise<Response> {
  const { url = otlpDefaults.url, token, timeoutMs = otlpDefaults.timeoutMs } = options;
  const kept = ['content-type', 'content-encoding'].flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  try {
    const answer = await untracked(() =>
      fetch(`${url.replace(/\/$/, '')}/v1/traces`, {
        method: 'POST',
        body,
        headers: {
          ...options.headers,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...Object.fromEntries(kept),
        },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      }),
    );
    const told = ['content-type', 'retry-after'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return new Response(answer.body, { status: answer.status, headers: { ...shared, ...Object.fromEntries(told) } });
  } catch {
    return refusal(502, shared);
  }
}
