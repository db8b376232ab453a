import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** About how much memory a span takes, in bytes: its strings are what may be large. */
export function spanBytes({ attributes, events }: ReadableSpan): number {
  let bytes = stringBytes(attributes);
  for (const event of events) if (event.attributes !== undefined) bytes += stringBytes(event.attributes);
  return bytes;
}

/** The same of a log record. */
export function recordBytes({ attributes, body }: ReadableLogRecord): number {
  return stringBytes(attributes) + (typeof body === 'string' ? body.length : 0);
}

function stringBytes(attributes: Readonly<Record<string, unknown>>): number {
  let bytes = 0;
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value === 'string') bytes += value.length;
  }
  return bytes;
}
