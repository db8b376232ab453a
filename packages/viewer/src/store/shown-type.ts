import type { SpanData } from '@bud/trace';

/** What is asked of a span to say its type; `type` is what its mark says, or the operation of the GenAI conventions. */
export type TypedSpan = Pick<SpanData, 'attributes' | 'kind'> & { readonly type: string | undefined };

/** What a span is shown as: what its mark says, else what its attributes and its kind give away. */
export function shownType({ attributes, type, kind }: TypedSpan): string {
  if (type !== undefined) return type;
  if (attributes['bud.span_type'] === 'log') return 'log';
  const openInference = attributes['openinference.span.kind'];
  if (typeof openInference === 'string') return openInference.toLowerCase();
  if ('db.system.name' in attributes || 'db.system' in attributes) return 'db';
  if ('http.request.method' in attributes || 'http.method' in attributes) return 'http';
  return kind === 'internal' ? 'span' : kind;
}
