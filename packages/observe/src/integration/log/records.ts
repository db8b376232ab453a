/**
 * Lines of a logging library as log records of the trace that they were written in:
 *
 *   pino      each line that it writes, as it writes it
 *   winston   what its formats have made of each entry
 *   console   what its methods were called with
 *     └─ records   the record: level, body, attributes, without secrets; and the ids for the line
 */
import { context, isSpanContextValid, trace, type Context } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import type { Level } from '@bud/value';
import { attributesOf } from '@bud/value';
import { LEVEL, MESSAGE } from '../../attribute/names.ts';
import { defaultRecording } from '../../lifecycle/default-instance.ts';
import { sharedProxies } from '../../provider/globals.ts';
import { severities } from '../../span/log.ts';

/** What a line says. */
export interface Line {
  readonly level: Level;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Where it was written; here when absent. */
  readonly within?: Context;
}

/** Makes a log record of a line. What fails is reported, and never reaches the program. */
export type WriteRecord = (line: Line) => void;

/** Makes records under the name of a library. */
export function recordsOf(library: string): WriteRecord {
  const logger = sharedProxies().loggers.getLogger(library);
  let isWriting = false;
  return ({ level, body, attributes = {}, within = context.active() }) => {
    const recording = defaultRecording();
    // An exporter may write lines itself.
    if (isWriting || isTracingSuppressed(within)) return;
    isWriting = true;
    try {
      if (!logger.enabled()) return;
      const values = recording.values();
      const shown = values.secrets.hideIn(body);
      logger.emit({
        severityNumber: severities[level],
        severityText: level.toUpperCase(),
        body: shown,
        attributes: { ...attributesOf(attributes, values), [MESSAGE]: shown, [LEVEL]: level },
        context: within,
      });
    } catch (error) {
      recording.report(error);
    } finally {
      isWriting = false;
    }
  };
}

/** The ids of the trace and span that a line is written in. */
export interface TraceIds {
  // OpenTelemetry specification, trace context in non-OTLP log formats
  readonly trace_id: string;
  readonly span_id: string;
  readonly trace_flags: string;
}

/** The ids for a line; undefined outside of any span. */
export function traceIds(within: Context = context.active()): TraceIds | undefined {
  const span = trace.getSpanContext(within);
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return {
    trace_id: span.traceId,
    span_id: span.spanId,
    trace_flags: span.traceFlags.toString(16).padStart(2, '0'),
  };
}
