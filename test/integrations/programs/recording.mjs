// What every program here begins and ends with: everything is kept in memory, and printed as one line of JSON.
import * as bud from '@bud/observe';

const memory = bud.memoryExporter();
const { shutdown } = bud.configure({ serviceName: 'integrations', export: [memory], tracking: { maxString: 200 } });

/** Prints the spans and log records that the program has made, and whatever else it found out. */
export async function printRecorded(found = {}) {
  await shutdown();
  const traces = [...new Set(memory.spans.map((span) => span.spanContext().traceId))];
  const spans = memory.spans.map((span) => ({
    name: span.name,
    kind: span.kind,
    scope: span.instrumentationScope.name,
    trace: traces.indexOf(span.spanContext().traceId),
    id: span.spanContext().spanId,
    parent: span.parentSpanContext?.spanId,
    status: span.status.code,
    attributes: span.attributes,
  }));
  const logs = memory.logs.map(({ body, severityText, attributes, spanContext }) => ({
    body,
    severityText,
    attributes,
    span: spanContext?.spanId,
  }));
  console.log(JSON.stringify({ spans, logs, found }));
}
