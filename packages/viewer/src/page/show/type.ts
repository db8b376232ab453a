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

/** Which color it has. */
export function colorOf(type: string): string {
  return coloredTypes.includes(type) ? type : 'other';
}
