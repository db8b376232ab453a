/** A line of a trace file with such spans of one trace, each with an id of its own if none is given. */
export function otlpLine(...spans: readonly Readonly<Record<string, unknown>>[]): string {
  const filled = spans.map((span, index) => ({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: String(index + 1).padStart(16, '0'),
    ...span,
  }));
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: filled }] }] });
}

/** A span of so many milliseconds, below another. */
export function timed(
  name: string,
  [startMs, endMs]: readonly [number, number | undefined],
  [spanId, parentSpanId]: readonly [number, number?],
): Readonly<Record<string, unknown>> {
  return {
    name,
    spanId: String(spanId).padStart(16, '0'),
    ...(parentSpanId !== undefined && { parentSpanId: String(parentSpanId).padStart(16, '0') }),
    startTimeUnixNano: String(startMs * 1e6),
    endTimeUnixNano: endMs === undefined ? '0' : String(endMs * 1e6),
  };
}
