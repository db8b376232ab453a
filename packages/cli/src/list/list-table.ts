import type { ListedFunction } from './listed-function.ts';
import type { Colors } from '../terminal/terminal.ts';

const headings = ['FUNCTION', 'TYPE', 'LOCATION', 'SHAPE', 'HOSTS'] as const;

/** The functions as a table, one per line. */
export function formatTable(functions: readonly ListedFunction[], colors: Colors): string {
  if (functions.length === 0) return 'No function is tracked.\n';
  const rows = functions.map((each) => [
    each.name === each.function ? each.function : `${each.function} (${each.name})`,
    each.type ?? '',
    `${each.file}:${each.line}:${each.column}`,
    each.shape,
    each.hosts.join('; '),
  ]);
  const widths = headings.map((heading, column) =>
    Math.max(...[headings, ...rows].map((row) => width(row, column)), heading.length),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[colors.dim(line(headings)), ...rows.map(line)].join('\n')}\n`;
}

function width(row: readonly string[], column: number): number {
  return row[column]?.length ?? 0;
}
