import { oneLine } from '@bud/value/recorded';
import type { Counted } from '@bud/attach';
import { shownMs } from './tree.ts';

/** What the table can be sorted by, and the key for it. */
export const sortKeys = { c: 'calls', p: 'p99Ms', s: 'selfMs', e: 'failures', n: 'name' } as const;

/** A column to sort by. */
export type SortKey = (typeof sortKeys)[keyof typeof sortKeys];

/** A function, and what its calls of the last seconds came to. */
export interface TableRow {
  readonly key: string;
  readonly name: string;
  readonly file: string;
  readonly type: string;
  /** In a second. */
  readonly calls: number;
  readonly inFlight: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** In a second, without the tracked calls inside. */
  readonly selfMs: number;
  readonly failures: number;
}

/** What was told of functions at one time. */
interface Slice {
  readonly atMs: number;
  readonly counted: ReadonlyMap<string, Counted>;
}

/** The last reports, summed up. */
export interface Table {
  add(counted: readonly Counted[], where: string): void;
  rows(sort: SortKey): readonly TableRow[];
}

/** How much of the past the figures are of. */
const windowMs = 10_000;

export function createTable(now: () => number): Table {
  const slices: Slice[] = [];
  const startedAt = now();
  return {
    add(counted, where) {
      slices.push({ atMs: now(), counted: new Map(counted.map((each) => [keyOf(each, where), each])) });
      while ((slices[0]?.atMs ?? Infinity) < now() - windowMs) slices.shift();
    },
    rows(sort) {
      const seconds = Math.max(0.1, Math.min(windowMs, now() - startedAt) / 1000);
      const keys = new Set(slices.flatMap(({ counted }) => [...counted.keys()]));
      const rows = [...keys].map((key) => rowOf(key, slices, seconds));
      return rows.toSorted((a, b) =>
        sort === 'name' ? a.name.localeCompare(b.name) : b[sort] - a[sort] || a.name.localeCompare(b.name),
      );
    },
  };
}

function keyOf({ file = '', line = 0, name }: Counted, where: string): string {
  return `${where} ${file}:${line} ${name}`;
}

function rowOf(key: string, slices: readonly Slice[], seconds: number): TableRow {
  const all = slices.flatMap(({ counted }) => counted.get(key) ?? []);
  const last = all.at(-1);
  const sum = (of: (counted: Counted) => number): number => all.reduce((total, counted) => total + of(counted), 0);
  const durations = new Map<number, number>();
  for (const [bucket, calls] of all.flatMap((counted) => counted.durations))
    durations.set(bucket, (durations.get(bucket) ?? 0) + calls);
  return {
    key,
    name: last?.name ?? '',
    file: last?.file === undefined ? '' : `${last.file}:${last.line ?? 0}`,
    type: last?.type ?? '',
    calls: sum(({ calls }) => calls) / seconds,
    inFlight: slices.at(-1)?.counted.get(key)?.inFlight ?? 0,
    p50Ms: percentile(durations, 0.5),
    p99Ms: percentile(durations, 0.99),
    selfMs: sum(({ selfMs }) => selfMs) / seconds,
    failures: sum(({ failures }) => failures),
  };
}

/** Buckets of @bud/attach are an eighth of a doubling, from a microsecond on. */
function percentile(durations: ReadonlyMap<number, number>, part: number): number {
  const all = [...durations].toSorted(([a], [b]) => a - b);
  let left = all.reduce((total, [, calls]) => total + calls, 0) * part;
  for (const [bucket, calls] of all) {
    left -= calls;
    if (left <= 0) return 2 ** (bucket / 8) / 1000;
  }
  return 0;
}

const columns: readonly (readonly [head: string, width: number, of: (row: TableRow) => string])[] = [
  ['calls/s', 8, ({ calls }) => calls.toFixed(calls < 10 ? 1 : 0)],
  ['running', 7, ({ inFlight }) => String(inFlight)],
  ['p50', 9, ({ p50Ms }) => shownMs(p50Ms)],
  ['p99', 9, ({ p99Ms }) => shownMs(p99Ms)],
  ['self/s', 9, ({ selfMs }) => shownMs(selfMs)],
  ['errors', 6, ({ failures }) => String(failures)],
];

/** The table as lines: its head, and a line for each function. */
export function tableLines(rows: readonly TableRow[], mostColumns: number): readonly string[] {
  const head = columns.map(([name, width]) => name.padStart(width)).join('  ');
  return [
    `${head}  function`,
    ...rows.map((row) => {
      const cells = columns.map(([, width, of]) => of(row).padStart(width)).join('  ');
      const rest = [row.name, row.type, row.file].filter((part) => part !== '').join('  ');
      return `${cells}  ${oneLine(rest)}`.slice(0, mostColumns);
    }),
  ];
}
