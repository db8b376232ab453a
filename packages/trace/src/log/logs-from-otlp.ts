import { attributesIn, inMs, items, members, nanoseconds, nonEmpty, valueOf } from '../span/otlp-value.ts';
import type { SpanAttributes } from '../span/span-data.ts';

/** A log record of a trace as plain data, which JSON can say. */
export interface LogData {
  readonly traceId: string;
  readonly spanId: string | undefined;
  /** Milliseconds of the epoch. */
  readonly timeMs: number;
  /** `trace`, `debug`, `info`, `warn`, `error`, `fatal`; what its writer called it where it has no number. */
  readonly severity: string;
  /** A string, most of the time. */
  readonly body: unknown;
  readonly attributes: SpanAttributes;
}

/**
 * The log records of a request to `/v1/logs` in OTLP/JSON, which is also a line of a trace file. Those that belong to no trace
 * are left out.
 *
 * @example
 * import { logsFromOtlp } from '@bud/trace';
 *
 * const record = { traceId: '0af7651916cd43dd8448eb211c80319c', severityNumber: 9, body: { stringValue: 'hello' } };
 * const [log] = logsFromOtlp({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
 * [log?.severity, log?.body]; // ['info', 'hello']
 */
export function logsFromOtlp(request: unknown): readonly LogData[] {
  return items(members(request)['resourceLogs'])
    .map(members)
    .flatMap(({ scopeLogs }) => items(scopeLogs).map(members))
    .flatMap(({ logRecords }) => items(logRecords).map(members))
    .flatMap(logIn);
}

function logIn(record: Readonly<Record<string, unknown>>): readonly LogData[] {
  const traceId = nonEmpty(record['traceId']);
  if (traceId === undefined) return [];
  const time = nanoseconds(record['timeUnixNano']);
  return [
    {
      traceId,
      spanId: nonEmpty(record['spanId']),
      timeMs: inMs(time === 0n ? nanoseconds(record['observedTimeUnixNano']) : time),
      severity: severityOf(record['severityNumber']) ?? nonEmpty(record['severityText'])?.toLowerCase() ?? 'info',
      body: valueOf(record['body']),
      attributes: attributesIn(record['attributes']),
    },
  ];
}

// OpenTelemetry logs data model, SeverityNumber: four of each
const severities = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

function severityOf(number: unknown): string | undefined {
  return typeof number === 'number' ? severities[Math.ceil(number / 4) - 1] : undefined;
}
