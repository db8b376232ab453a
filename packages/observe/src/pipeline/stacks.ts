import type { Span } from '@opentelemetry/sdk-trace';

// OpenTelemetry semantic conventions 1.41, exceptions
export const STACK = 'exception.stacktrace';

/** Shows the places of the sources in the exceptions of a span that is about to end. */
export function mapStacks({ events }: Span, map: (stack: string) => string): void {
  for (const event of events) {
    const stack = event.attributes?.[STACK];
    if (typeof stack === 'string') event.attributes = { ...event.attributes, [STACK]: map(stack) };
  }
}
