import type { SpanData } from '@bud/trace';
import type { SentSpan } from '../inside/own-span.ts';

// OpenTelemetry's API, SpanKind and SpanStatusCode, in the order of their numbers.
const kinds = ['internal', 'server', 'client', 'producer', 'consumer'] as const;
const codes = ['unset', 'ok', 'error'] as const;

/** A span as every reader of traces knows it. */
export function receivedSpan(sent: SentSpan, resource: SpanData['resource']): SpanData {
  const { kind, status, links } = sent;
  return {
    ...sent,
    kind: kinds[kind] ?? 'internal',
    isOpen: false,
    // Proof of the cast: a link holds the context of a span.
    links: links.map((link) => ({ ...(link as { traceId: string; spanId: string }), attributes: {} })),
    status: { code: codes[status.code] ?? 'unset', message: status.message },
    resource,
    scope: { name: 'bud', version: undefined },
  };
}
