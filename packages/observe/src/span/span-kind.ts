import { SpanKind } from '@opentelemetry/api';
import type { SpanKind as SpanKindName } from '@bud/value';

/** OpenTelemetry's span kind of a word. */
export function spanKindNamed(kind: SpanKindName): SpanKind {
  // Proof of the cast: ours are the lower case of theirs.
  return SpanKind[kind.toUpperCase() as Uppercase<SpanKindName>];
}
