import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** All strings that a span holds. */
export function stringsOf({ name, attributes, events, links, status }: ReadableSpan): string {
  const held = [
    attributes,
    ...events.map((event) => event.attributes ?? {}),
    ...links.map((link) => link.attributes ?? {}),
  ];
  return [
    name,
    status.message ?? '',
    ...events.map((event) => event.name),
    ...held.flatMap(Object.values).flat().map(String),
  ].join('\n');
}

/** All strings that a log record holds. */
export function stringsOfRecord({ body, attributes }: ReadableLogRecord): string {
  return [JSON.stringify(body), ...Object.values(attributes).flat().map(String)].join('\n');
}
