import { ROOT_CONTEXT, trace, type Attributes, type SpanContext } from '@opentelemetry/api';
import { logs, SeverityNumber } from '@opentelemetry/api-logs';

/** Writes a log event that belongs to a span, which may have ended long ago. */
export function writeEvent(eventName: string, attributes: Attributes, spanContext: SpanContext): void {
  const context = trace.setSpanContext(ROOT_CONTEXT, spanContext);
  logs.getLogger('bud.llm').emit({ eventName, severityNumber: SeverityNumber.INFO, attributes, context });
}
