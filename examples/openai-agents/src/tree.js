/** Prints spans as a tree: what each request took, and what they took together. */
export function printTree(spans, parentId, indent = '') {
  for (const span of spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === parentId)) {
    const { attributes } = span;
    const input = attributes['gen_ai.usage.input_tokens'] ?? attributes['bud.usage.input_tokens'];
    const output = attributes['gen_ai.usage.output_tokens'] ?? attributes['bud.usage.output_tokens'];
    const cost = attributes['gen_ai.usage.cost'] ?? attributes['bud.usage.cost_usd'];
    console.log(
      `${indent}${span.name}${input === undefined ? '' : `  ${input} + ${output} tokens, $${cost.toFixed(7)}`}`,
    );
    printTree(spans, span.spanContext().spanId, `${indent}  `);
  }
}
