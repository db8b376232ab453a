import type { Level } from '@bud/value';
import { defaultRecording } from '../../lifecycle/default-instance.ts';
import { recordsOf, traceIds, type WriteRecord } from './records.ts';

/** Options of `pino`, as far as they are used here. */
export interface PinoOptions {
  readonly messageKey?: string;
  readonly mixin?: (...args: never[]) => object;
  readonly hooks?: { readonly streamWrite?: (line: string) => string };
}

/** What is added to the options of `pino`. */
export interface BridgedPinoOptions {
  readonly mixin: (...args: never[]) => object;
  readonly hooks: { readonly streamWrite: (line: string) => string };
}

/**
 * Gives options for `pino` under which every line has `trace_id`, `span_id` and `trace_flags`, and is a log record as well:
 * with the level, the message and the members of the line, after pino's own `redact`. Children of the logger do the same.
 *
 * @example
 * const options = bridgePino({ level: 'debug', redact: ['password'] }); // for `pino(options)`
 */
export function bridgePino<Options extends object>(
  options: Options & PinoOptions = {} as Options,
): Omit<Options, 'mixin' | 'hooks'> & BridgedPinoOptions {
  const { messageKey = 'msg', mixin, hooks } = options;
  const write = recordsOf('pino');
  return {
    ...options,
    mixin: (...args: never[]) => ({ ...mixin?.(...args), ...traceIds() }),
    hooks: {
      ...hooks,
      streamWrite(line: string) {
        writeLine(line, messageKey, write);
        return hooks?.streamWrite?.(line) ?? line;
      },
    },
  };
}

// pino's levels, by number; what lies between belongs to the one below
const levels: readonly (readonly [from: number, level: Level])[] = [
  [60, 'fatal'],
  [50, 'error'],
  [40, 'warn'],
  [30, 'info'],
  [20, 'debug'],
];

/** What is in the record anyway, or describes the process. */
const known = new Set(['level', 'time', 'pid', 'hostname', 'trace_id', 'span_id', 'trace_flags']);

function writeLine(line: string, messageKey: string, write: WriteRecord): void {
  const members = parsed(line);
  if (members === undefined) return;
  const { level, [messageKey]: message } = members;
  const rest = Object.entries(members).filter(([name]) => name !== messageKey && !known.has(name));
  write({
    level: levelOf(level),
    body: typeof message === 'string' ? message : '',
    attributes: Object.fromEntries(rest),
  });
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // Proof of the cast: pino writes objects.
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch (error) {
    defaultRecording().report(error);
    return undefined;
  }
}

/** `formatters.level` may have made a word of the number. */
function levelOf(level: unknown): Level {
  if (typeof level === 'number') return levels.find(([from]) => level >= from)?.[1] ?? 'trace';
  return levels.find(([, name]) => name === level)?.[1] ?? (level === 'trace' ? 'trace' : 'info');
}
