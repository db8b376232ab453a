import { StackContextManager } from '@opentelemetry/sdk-trace';
import { asyncContextManager } from './async-context.ts';
import type { HttpResponse, Platform } from './platform.ts';

/** What a host may have put on its global object. */
interface Host {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly console?: { log(line: string): void; warn(line: string): void };
  readonly location?: { readonly origin?: string };
  readonly document?: EventTarget & { readonly visibilityState?: string };
}

// Proof of the cast: every member is optional, and each is asked for before it is used.
const host = globalThis as unknown as Host;

/** Browsers, Workers and edge isolates. */
export const platform: Platform = {
  environment: host.process?.env ?? {},
  language: 'webjs',
  detectors: [],
  hasTimers: host.document !== undefined,
  origin: host.document === undefined ? undefined : host.location?.origin,
  service: () => ({}),
  // Without AsyncLocalStorage, through synchronous calls only.
  contextManager: () => asyncContextManager() ?? new StackContextManager().enable(),
  terminal: {
    isTerminal: false,
    columns: 80,
    hasColors: false,
    write: (line) => host.console?.log(line),
    warn: (line) => host.console?.warn(line),
  },
  async post({ url, headers, body }, timeoutMs): Promise<HttpResponse> {
    const response = await fetchOf()(url, {
      method: 'POST',
      headers,
      // Proof of the cast: a view of bytes that nobody shares.
      body: body as Uint8Array<ArrayBuffer>,
      signal: AbortSignal.timeout(timeoutMs),
      keepalive: body.byteLength < keepaliveBytes,
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after') ?? undefined,
      contentType: response.headers.get('content-type') ?? undefined,
      body: new Uint8Array(await response.arrayBuffer()),
    };
  },
  keepAlive: (work) => work,
  /** A page that is hidden may never run again; nothing later tells. */
  onExit(hooks) {
    const onHidden = (): void => {
      if (host.document?.visibilityState === 'hidden') void hooks.onIdle();
    };
    host.document?.addEventListener('visibilitychange', onHidden);
    return () => host.document?.removeEventListener('visibilitychange', onHidden);
  },
};

/** Browsers take 64 KiB in all from requests that outlive their page. */
const keepaliveBytes = 60_000;

/** The `fetch` below any instrumentation: an export that makes a span would make another export. */
function fetchOf(): typeof fetch {
  const { fetch: current } = globalThis;
  // OpenTelemetry's own patches keep the original there.
  return (current as typeof fetch & { readonly __original?: typeof fetch }).__original ?? current;
}
