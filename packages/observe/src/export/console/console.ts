/**
 * What a person reads while the program runs:
 *
 *   a span starts  ─ open-branches ─▶ who is above it, and still open
 *   a span ends, a log record comes ─ shown ─▶ title, type, duration, what went in and out, what went wrong
 *     └─ lines        `simple`, `indented`: one line each
 *     └─ growing-tree `show-parents`: below its parents, which are printed before it
 *          └─ pieces       cells of a terminal: cut, filled up and colored
 */
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { levels, type Level } from '@bud/value';
import type { ConsoleStream } from '../../platform/platform.ts';
import type { Exporter } from '../exporter.ts';
import { consoleDefaults, type ConsoleOptions, type ConsoleStyle } from '../target-options.ts';
import { GrowingTree } from './growing-tree.ts';
import { lineOf } from './lines.ts';
import { OpenBranches, type OpenBranch } from './open-branches.ts';
import { shownRecord, shownSpan, type Shown } from './shown.ts';
import { cutPieces, styledPieces, type Piece } from './pieces.ts';

/** How one style prints: what has ended, and the spans around it that are open. */
interface Printer {
  /** `above` begins with the outermost. */
  span(span: Shown, ended: OpenBranch | undefined, above: readonly OpenBranch[]): readonly Line[];
  record(record: Shown, above: readonly OpenBranch[]): readonly Line[];
}

/** A line before it is cut to the terminal. */
type Line = readonly Piece[];

/** Longer lines are hard to follow from the name to the duration. */
const mostColumns = 100;

/** Prints spans when they end, and log records, for a person; below a whole trace the place where it can be looked at. */
export function consoleExporter(options: ConsoleOptions, terminal: ConsoleStream, traceUrl?: string): Exporter {
  const {
    style = consoleDefaults.style,
    colors = consoleDefaults.colors,
    minLevel = consoleDefaults.minLevel,
  } = options;
  const hasColors = colors === 'auto' ? terminal.hasColors : colors === 'always';
  const open = new OpenBranches();
  const columns = (): number => Math.min(terminal.columns, mostColumns);
  const isShown = isAtLeast(minLevel);
  const printer = printers[style]({ columns, isShown });
  const print = (lines: readonly Line[]): void => {
    if (lines.length === 0) return;
    // One write: lines of one span stay together, whoever else writes there.
    terminal.write(lines.map((line) => styledPieces(cutPieces(line, columns()), hasColors)).join('\n'));
  };
  return {
    name: 'console',
    isLocal: true,
    isImmediate: true,
    onStart: (span) => open.started(span),
    exportSpans(spans) {
      for (const span of spans) printSpan(span);
    },
    exportLogs(records) {
      for (const record of records) printRecord(record);
    },
  };

  function printSpan(span: ReadableSpan): void {
    const shown = shownSpan(span);
    const { ended, above } = open.ended(span, { isLog: shown.isLog, hasFailed: shown.error !== undefined });
    // A log comes as a record too, and is printed as that.
    if (shown.isLog || !isShown(shown)) return;
    print(printer.span(shown, ended, above));
    if (above.length === 0) printLink(span.spanContext().traceId);
  }

  /** Not cut: half a link leads nowhere. */
  function printLink(traceId: string): void {
    if (traceUrl === undefined) return;
    terminal.write(styledPieces([['dim', traceUrl.replaceAll('{traceId}', traceId)]], hasColors));
  }
  function printRecord(record: ReadableLogRecord): void {
    const shown = shownRecord(record);
    if (isShown(shown)) print(printer.record(shown, open.around(record.spanContext)));
  }
}

const isAtLeast =
  (least: Level) =>
  ({ level }: { readonly level: Level }): boolean =>
    levels.indexOf(level) >= levels.indexOf(least);

interface PrinterParts {
  readonly columns: () => number;
  readonly isShown: (shown: Shown) => boolean;
}

const printers: Readonly<Record<ConsoleStyle, (parts: PrinterParts) => Printer>> = {
  simple: ({ columns }) => ({
    span: (span) => [lineOf(span, 0, columns())],
    record: (record) => [lineOf(record, 0, columns())],
  }),
  indented: ({ columns }) => ({
    span: (span, _ended, above) => [lineOf(span, above.length, columns())],
    record: (record, above) => [lineOf(record, above.length, columns())],
  }),
  'show-parents': ({ columns, isShown }) => new GrowingTree(columns, isShown),
};
