import type { HttpRequest, Post } from '../../platform/platform.ts';
import type { ExportListener } from '../exporter.ts';
import { otlpDefaults, type OtlpOptions, type Signal } from '../target-options.ts';
import { readAnswer } from './answer.ts';
import { sendOtlp } from './send.ts';
import type { Serializers } from './serializers.ts';

/** Whoever takes OTLP at a URL. */
export interface OtlpReceiver {
  /** Where requests go, for messages. */
  readonly shown: string;
  /** False once it has said that there is no such path. */
  takes(signal: Signal): boolean;
  request(signal: Signal, body: Uint8Array): HttpRequest;
  /** Rejects when the body is lost, with `RetryLater` when it may be sent again. */
  send(signal: Signal, body: Uint8Array): Promise<void>;
}

/** The listener learns, once per signal, when the receiver does not take a signal at all; it is not sent again then. */
export function otlpReceiver(
  options: OtlpOptions,
  { contentType, partialSuccess }: Pick<Serializers, 'contentType' | 'partialSuccess'>,
  post: Post,
  listener: ExportListener,
): OtlpReceiver {
  const {
    url = otlpDefaults.url,
    compression = otlpDefaults.compression,
    timeoutMs = otlpDefaults.timeoutMs,
  } = options;
  const base = url.replace(/\/+$/, '');
  const shown = withoutSecrets(base);
  const headers = headersOf(options, contentType);
  const refused = new Set<Signal>();
  const request = (signal: Signal, body: Uint8Array): HttpRequest => ({ url: `${base}/v1/${signal}`, headers, body });
  return {
    shown,
    takes: (signal) => !refused.has(signal),
    request,
    async send(signal, body) {
      if (refused.has(signal)) return;
      const sending = { post, timeoutMs, compression, path: `/v1/${signal}` };
      const answer = await sendOtlp(request(signal, body), sending);
      if (answer !== undefined)
        return readAnswer(answer, signal, (bytes) => partialSuccess(signal, bytes), { shown, listener });
      refused.add(signal);
      listener.report(
        `otlp ${shown} does not take ${signal} (there is no /v1/${signal} below this URL); ${signal} are no longer sent there.`,
      );
    },
  };
}

function headersOf({ headers, token }: OtlpOptions, contentType: string): Readonly<Record<string, string>> {
  return {
    'user-agent': 'bud-observe',
    ...headers,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    'content-type': contentType,
  };
}

/** Without user, password and query, which may hold a key. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + (pathname === '/' ? '' : pathname);
}
