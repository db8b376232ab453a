import type { Attributes } from '@opentelemetry/api';

// OpenTelemetry semantic conventions 1.41, HTTP spans
export const STATUS_CODE = 'http.response.status_code';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY']);
const ports: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** What a request says of itself. */
export function requestAttributes(method: string, url: string): Attributes {
  const { protocol, hostname, port } = new URL(url);
  const isKnown = methods.has(method);
  return {
    'http.request.method': isKnown ? method : '_OTHER',
    ...(!isKnown && { 'http.request.method_original': method }),
    'url.scheme': protocol.slice(0, -1),
    'server.address': hostname,
    'server.port': port === '' ? (ports[protocol] ?? 0) : Number(port),
  };
}
