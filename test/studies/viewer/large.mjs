/** Spans of one trace: so many, each below the one that `parentOf` says; the first is the root. */
export function spansOf(trace, count, parentOf, first = 0) {
  const start = BigInt(Date.UTC(2026, 10, 27)) * 1_000_000n + BigInt(trace) * 1_000_000_000n;
  return Array.from({ length: count }, (_, index) => {
    const span = first + index + 1;
    const at = start + BigInt(span) * 1_000_000n;
    return {
      traceId: trace.toString(16).padStart(32, '0'),
      spanId: span.toString(16).padStart(16, '0'),
      ...(span > 1 && { parentSpanId: Math.max(1, parentOf(span)).toString(16).padStart(16, '0') }),
      name: span === 1 ? `job ${trace}` : `step ${span % 50}`,
      kind: 1,
      startTimeUnixNano: String(at),
      endTimeUnixNano: String(at + BigInt(1 + (span % 40)) * 1_000_000n),
      attributes: [
        attribute('bud.track.type', ['agent', 'llm', 'tool', 'retriever'][span % 4]),
        attribute('bud.track.input.question', `What is known of plant ${span}? `.repeat(4)),
        attribute('bud.track.output', `It grows to ${span % 300} cm, and wants sun. `.repeat(4)),
        attribute('code.file.path', 'src/plants.ts'),
      ],
      status: { code: span % 97 === 0 ? 2 : 1 },
    };
  });
}

/** A line of OTLP/JSON with them. */
export function requestOf(spans) {
  const resource = { attributes: [attribute('service.name', 'garden')] };
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'bud' }, spans }] }] });
}

function attribute(key, stringValue) {
  return { key, value: { stringValue } };
}
