/** A row as our exporter inserts it, or as ClickHouse answers it: the same after both were put into one form. */
export type Row = Readonly<Record<string, unknown>>;

/** Columns that ClickHouse fills itself. */
const own: ReadonlySet<string> = new Set([
  'TimestampTime',
  'TraceFlags',
  'ScopeAttributes',
  'ResourceSchemaUrl',
  'ScopeSchemaUrl',
]);

/** Without what is left to defaults, with times and numbers as strings. */
export function plainRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      if (own.has(column)) return [];
      return [[column, column.endsWith('Timestamp') ? timesOf(value) : column === 'Duration' ? String(value) : value]];
    }),
  );
}

function timesOf(value: unknown): unknown {
  return Array.isArray(value) ? value.map(nanoseconds) : nanoseconds(String(value));
}

/** `1767225600.001234567`, or `2026-01-01 00:00:00.001234567` as ClickHouse writes it → nanoseconds since 1970. */
function nanoseconds(time: string): string {
  const [whole = '', fraction = ''] = time.split('.');
  const seconds = whole.includes('-') ? Date.parse(`${whole.replace(' ', 'T')}Z`) / 1000 : Number(whole);
  return `${seconds}${fraction}`;
}
