import type { Level } from '@bud/value';
import { plainString } from '@bud/value';
import type { Uninstrument } from '../definition.ts';
import { defaultRecording } from '../../lifecycle/default-instance.ts';
import { recordsOf, traceIds } from './records.ts';

/** What `bridgeConsole` can be told. */
export interface ConsoleBridgeOptions {
  /** True ends each line inside of a span with `trace_id=…`; false when absent: what the program prints stays as it is. */
  readonly traceIdInLines?: boolean;
}

const methods = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } satisfies Record<
  string,
  Level
>;

/**
 * Makes log records of what `console.debug`, `log`, `info`, `warn` and `error` are called with, besides printing it.
 *
 * @example
 * const unbridge = bridgeConsole();
 * console.log('%d orders', 3); // a record with the body `3 orders`
 * unbridge();
 */
export function bridgeConsole({ traceIdInLines = false }: ConsoleBridgeOptions = {}): Uninstrument {
  const write = recordsOf('console');
  const undo = Object.entries(methods).map(([name, level]) => {
    // Proof of the cast: the names are those of the table.
    const method = name as keyof typeof methods;
    // oxlint-disable-next-line no-console -- it is what is bridged
    const { [method]: original } = console;
    const bridged = (...args: readonly unknown[]): void => {
      write({ level, body: textOf(args) });
      const ids = traceIdInLines ? traceIds() : undefined;
      original.apply(console, ids === undefined ? [...args] : [...args, `trace_id=${ids.trace_id}`]);
    };
    console[method] = bridged;
    return () => {
      if (console[method] === bridged) console[method] = original;
    };
  });
  return () => {
    for (const step of undo) step();
  };
}

// WHATWG Console Standard, formatter: the specifiers that take an argument
const specifier = /%[sdifoOjc%]/g;

function textOf(args: readonly unknown[]): string {
  const options = defaultRecording().values();
  const [first, ...rest] = args;
  const shown = (value: unknown): string => plainString(value, options);
  if (typeof first !== 'string') return args.map(shown).join(' ');
  const filled = first.replaceAll(specifier, (found) => {
    if (found === '%%') return '%';
    if (rest.length === 0) return found;
    const value = rest.shift();
    return found === '%c' ? '' : shown(value);
  });
  return [filled, ...rest.map(shown)].join(' ');
}
