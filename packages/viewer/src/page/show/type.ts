import type { TraceSpan } from '@bud/trace';

/** The kinds of steps that have a color of their own; in CSS and on the canvas. */
export const coloredTypes: readonly string[] = [
  'agent',
  'llm',
  'tool',
  'retriever',
  'embedding',
  'chain',
  'workflow',
  'http',
  'db',
  'log',
];

/** What a span is shown as: what its mark says, else what its attributes and its kind give away. */
export function shownType(span: TraceSpan): string {
  const { attributes, type, kind } = span;
  if (type !== undefined) return type;
  if (attributes['bud.span_type'] === 'log') return 'log';
  const openInference = attributes['openinference.span.kind'];
  if (typeof openInference === 'string') return openInference.toLowerCase();
  if ('db.system.name' in attributes || 'db.system' in attributes) return 'db';
  if ('http.request.method' in attributes || 'http.method' in attributes) return 'http';
  return kind === 'internal' ? 'span' : kind;
}

/** Which color it has. */
export function colorOf(type: string): string {
  return coloredTypes.includes(type) ? type : 'other';
}
