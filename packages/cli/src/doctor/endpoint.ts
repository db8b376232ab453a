import type { Check } from './check.ts';
import type { Receiver } from './variables.ts';

const timeoutMs = 2000;

/** Sends one request without spans to an OTLP receiver. Neither headers nor a password in the URL are ever shown. */
export async function checkEndpoint({ url, headers }: Receiver): Promise<Check> {
  const { origin, pathname } = new URL(url);
  const base = `${origin}${pathname.replace(/\/+$/, '')}`;
  try {
    const { status } = await fetch(`${url.replace(/\/+$/, '')}/v1/traces`, {
      method: 'POST',
      // An empty message of protobuf has no bytes: a request with no spans.
      headers: { ...headers, 'content-type': 'application/x-protobuf' },
      body: new Uint8Array(),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answered(base, status);
  } catch (error) {
    return {
      check: 'endpoint',
      result: 'broken',
      message: `${base} does not answer (${reasonOf(error)})`,
      remedy: 'Start the receiver, or correct `BUD_OBSERVE_ENDPOINT`.',
    };
  }
}

const remedies: Readonly<Record<number, string>> = {
  401: 'Set `BUD_OBSERVE_TOKEN`, or a header in `OTEL_EXPORTER_OTLP_HEADERS`.',
  403: 'The token is not allowed to write; use another.',
  404: 'The endpoint must be the base URL of an OTLP receiver for HTTP, without /v1/traces.',
  405: 'The endpoint must be the base URL of an OTLP receiver for HTTP, without /v1/traces.',
};

function answered(base: string, status: number): Check {
  if (status >= 200 && status < 300) return { check: 'endpoint', result: 'fine', message: `${base} takes traces` };
  const remedy = remedies[status] ?? 'Look into the log of the receiver.';
  return { check: 'endpoint', result: 'broken', message: `${base}/v1/traces answers ${status}`, remedy };
}

/** `fetch` says only that it failed, and why in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `within ${timeoutMs} ms`;
  const { code } = (error.cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : error.message;
}
