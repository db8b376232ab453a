import { context, type Context } from '@opentelemetry/api';
import type { Level } from '@bud/value';
import type { Uninstrument } from '../definition.ts';
import { recordsOf, traceIds, type Line } from './records.ts';

type Entry = Record<string | symbol, unknown>;

interface Format {
  readonly options?: unknown;
  transform(entry: never, options?: unknown): unknown;
}

/** A logger of `winston`, as far as it is used here. */
export interface WinstonLogger {
  format: Format;
  write(this: WinstonLogger, entry: never, ...rest: never[]): boolean;
  isLevelEnabled(level: string): boolean;
}

/**
 * Adds `trace_id`, `span_id` and `trace_flags` to every entry of a `winston` logger and of its children, before its formats, and
 * makes a log record of what these have made of it, if its level is enabled.
 *
 * @example
 * const logger = { format: { transform: (entry: object) => entry }, write: () => true, isLevelEnabled: () => true };
 * const unbridge = bridgeWinston(logger); // `logger` stands for what `createLogger` gives
 * unbridge();
 */
export function bridgeWinston(logger: WinstonLogger): Uninstrument {
  const { format } = logger;
  // Called with the logger as `this`, as it is by the logger itself.
  // oxlint-disable-next-line unbound-method
  const { write } = logger;
  const record = recordsOf('winston');
  // An entry may wait in the logger's stream, and be formatted where something else runs.
  const writtenIn = new WeakMap<object, Context>();
  const bridgedWrite = (entry: Entry, ...rest: never[]): boolean => {
    writtenIn.set(entry, context.active());
    return write.call(logger, Object.assign(entry, traceIds()) as never, ...rest);
  };
  const bridgedFormat: Format = {
    ...format,
    transform(entry: Entry, options) {
      const formatted = format.transform(entry as never, options);
      if (isEntry(formatted) && logger.isLevelEnabled(String(entry['level'])))
        record({ ...lineOf(formatted), within: writtenIn.get(entry) ?? context.active() });
      return formatted;
    },
  };
  logger.write = bridgedWrite;
  logger.format = bridgedFormat;
  return () => {
    if (logger.format === bridgedFormat) logger.format = format;
    if (logger.write === bridgedWrite) logger.write = write;
  };
}

function isEntry(formatted: unknown): formatted is Entry {
  return typeof formatted === 'object' && formatted !== null;
}

// winston's levels: npm's, syslog's; what a program has made up itself is `info`
const levels: Readonly<Record<string, Level>> = {
  silly: 'trace',
  trace: 'trace',
  debug: 'debug',
  verbose: 'debug',
  http: 'info',
  info: 'info',
  notice: 'notice',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  crit: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
};

/** `Symbol.for('level')` is the level as it was before a format has colored it. */
function lineOf(entry: Entry): Line {
  const { level, message, trace_id: _trace, span_id: _span, trace_flags: _flags, ...attributes } = entry;
  const written = String(entry[Symbol.for('level')] ?? level);
  return { level: levels[written] ?? 'info', body: String(message), attributes };
}
