import { context, SpanStatusCode, type Attributes } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { describeException, levels, type Level } from '@bud/value';
import { ERROR_TYPE, MESSAGE } from '../attribute/names.ts';
import { inheritedOf } from '../context/inherited.ts';
import { recordAttributes, type OnMissing } from './message.ts';
import type { Recording } from './recording.ts';
import { guarded, nameOf } from './span.ts';

type Values = Readonly<Record<string, unknown>>;

/** `info('Asked {count} times', { count })`. */
export type LogFunction = (template: string, values?: Values) => void;

/** The seven levels, and `exception`. */
export type LogFunctions = Readonly<Record<Level, LogFunction>> & {
  /** Logs what was thrown, at level `error`; its own message when no template is given. */
  readonly exception: (error: unknown, template?: string, values?: Values) => void;
};

// OpenTelemetry specification, log data model: severity fields; `notice` is syslog's, between info and warn
export const severities: Readonly<Record<Level, SeverityNumber>> = {
  trace: SeverityNumber.TRACE,
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  notice: SeverityNumber.INFO2,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
  fatal: SeverityNumber.FATAL,
};

const failed: ReadonlySet<Level> = new Set<Level>(['error', 'fatal']);

/** Makes the log functions of one instance. */
export function createLogs(recording: Recording, onMissing: OnMissing): LogFunctions {
  const log = (level: Level, template: string, values: Values, thrown?: { readonly error: unknown }): void => {
    guarded(recording, () => {
      const span = recording.tracer.startSpan(nameOf(template, recording));
      const isRecorded = span.isRecording();
      const isLogged = recording.logger.enabled();
      if (isRecorded || isLogged) {
        const attributes = recordAttributes(
          { template, values, type: 'log', level, tags: inheritedOf(context.active()).tags },
          recording.values(),
          onMissing,
        );
        if (isRecorded) writeSpan(span, level, attributes, thrown, recording);
        if (isLogged) writeRecord(level, attributes, thrown, recording);
      }
      span.end();
    });
  };
  // Proof of the cast: one function for each level, and the one that is added.
  return {
    ...(Object.fromEntries(
      levels.map((level) => [level, (template: string, values: Values = {}) => log(level, template, values)]),
    ) as Record<Level, LogFunction>),
    exception(error, template, values = {}) {
      if (template !== undefined) return log('error', template, values, { error });
      const { name, message } = describeException(error, recording.values());
      log('error', message === '' ? name : '{exception}', message === '' ? values : { ...values, exception: message }, {
        error,
      });
    },
  };
}

type Thrown = { readonly error: unknown } | undefined;

function writeSpan(
  span: ReturnType<Recording['tracer']['startSpan']>,
  level: Level,
  attributes: Attributes,
  thrown: Thrown,
  recording: Recording,
): void {
  span.setAttributes(attributes);
  const message = String(attributes[MESSAGE]);
  if (failed.has(level)) span.setStatus({ code: SpanStatusCode.ERROR, message });
  if (thrown === undefined) return;
  const exception = describeException(thrown.error, recording.values());
  span.setAttribute(ERROR_TYPE, exception.name);
  span.recordException(exception);
}

function writeRecord(level: Level, attributes: Attributes, thrown: Thrown, recording: Recording): void {
  const exception = thrown && describeException(thrown.error, recording.values());
  recording.logger.emit({
    severityNumber: severities[level],
    severityText: level.toUpperCase(),
    body: String(attributes[MESSAGE]),
    attributes: {
      ...attributes,
      ...(exception && {
        'exception.type': exception.name,
        'exception.message': exception.message,
        ...(exception.stack !== undefined && { 'exception.stacktrace': exception.stack }),
      }),
    },
    context: context.active(),
  });
}
