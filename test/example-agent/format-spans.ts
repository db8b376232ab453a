import type { SpanNode, Usage } from '../../examples/agent/src/span-tree.ts';

/** Spans as indented lines with everything in it but durations: what both builds have to agree on. */
export function formatSpans(spans: readonly SpanNode[], indent = ''): string {
  return spans.map((span) => `${formatSpan(span, indent)}${formatSpans(span.children, `${indent}    `)}`).join('');
}

function formatSpan(span: SpanNode, indent: string): string {
  const { name, type, yieldCount, model, usage, message, inputs, outputs, error } = span;
  const lines = [
    `${name}${type === undefined ? '' : ` [${type}]`}${yieldCount === undefined ? '' : ` ${yieldCount} items`}`,
    ...(model === undefined ? [] : [`  model: ${model}`]),
    ...(usage === undefined ? [] : [`  usage: ${formatUsage(usage)}`]),
    ...(message === undefined ? [] : [`  message: ${message}`]),
    // A redacted argument may stand before or after the others.
    ...Object.keys(inputs)
      .toSorted()
      .map((key) => `  ${key} = ${inputs[key]}`),
    ...Object.entries(outputs).map(([key, value]) => `  → ${key === '' ? '' : `${key} = `}${value}`),
    ...(error === undefined ? [] : [`  ✗ ${error}`]),
  ];
  return lines.map((line) => `${indent}${line}\n`).join('');
}

function formatUsage({ calls, inputTokens, outputTokens, costUsd }: Usage): string {
  const below = calls === undefined ? '' : `${calls} calls, `;
  return `${below}${inputTokens} → ${outputTokens} tokens${costUsd === undefined ? '' : `, $${costUsd.toFixed(9)}`}`;
}
