import { levels } from '@bud/value';
import { momentOf, type FlowQuery } from '../log/query.ts';

/** What is asked of a table: values stand in it as `{name: Type}`, and never become a part of it. */
export interface Statement {
  readonly query: string;
  readonly parameters: Record<string, unknown>;
}

/** Columns that ClickHouse reads out of the event itself, so that a row is an event, and the process that recorded it. */
const columns: readonly (readonly [name: string, type: string, value: string])[] = [
  ['flow_id', 'String', "JSONExtractString(event, 'flow_id')"],
  ['sequence', 'UInt64', "JSONExtractUInt(event, 'sequence')"],
  ['timestamp', 'Float64', "JSONExtractFloat(event, 'timestamp')"],
  ['time', "DateTime64(6, 'UTC')", 'fromUnixTimestamp64Micro(toInt64(timestamp * 1000000))'],
  ['node', 'LowCardinality(String)', "JSONExtractString(event, 'node')"],
  ['level', 'LowCardinality(String)', "JSONExtractString(event, 'level')"],
  ['event_type', 'LowCardinality(String)', "JSONExtractString(event, 'event_type')"],
  ['span_id', 'String', "JSONExtractString(event, 'span_id')"],
  ['parent_id', 'String', "JSONExtractString(event, 'parent_id')"],
  ['message', 'String', "JSONExtractString(event, 'message')"],
  ['data', 'String', "JSONExtractRaw(event, 'data')"],
  ['metrics', 'Map(String, Float64)', "JSONExtract(event, 'metrics', 'Map(String, Float64)')"],
];

/**
 * The table that events are in.
 *
 * @example
 * flowTableStatement('flow_events').split('\n')[0]; // 'CREATE TABLE IF NOT EXISTS flow_events ('
 */
export function flowTableStatement(table: string = defaultTable): string {
  const lines = [
    'source String',
    'event String CODEC(ZSTD)',
    ...columns.map(([name, type, value]) => `${name} ${type} DEFAULT ${value}`),
  ];
  return `CREATE TABLE IF NOT EXISTS ${tableNamed(table)} (
  ${lines.join(',\n  ')}
) ENGINE = MergeTree PARTITION BY toDate(time) ORDER BY (flow_id, source, sequence)`;
}

export const defaultTable = 'flow_events';

/** Throws a `TypeError` for what is no name of a table. */
export function tableNamed(table: string): string {
  if (!/^\w+(?:\.\w+)?$/.test(table)) throw new TypeError(`${JSON.stringify(table)} is no name of a table.`);
  return table;
}

/**
 * The events of a flow that are asked for, in order: those of one process as they were recorded, those of several one after
 * the other by time, where no event comes before one that its process has recorded earlier.
 */
export function eventsStatement(table: string, flowId: string, wanted: FlowQuery): Statement {
  const found = conditions(wanted);
  return {
    query: `SELECT event FROM (
  SELECT *, max(timestamp) OVER (PARTITION BY source ORDER BY sequence ROWS UNBOUNDED PRECEDING) AS moment
  FROM ${table} WHERE flow_id = {flow: String}
)${found.length === 0 ? '' : `\nWHERE ${found.map(([condition]) => condition).join(' AND ')}`}
ORDER BY moment, source, sequence
LIMIT 1 BY source, sequence, event`,
    parameters: { flow: flowId, ...Object.fromEntries(found.map(([, name, value]) => [name, value])) },
  };
}

/** Each part of a query as a condition, and the parameter in it. */
function conditions(wanted: FlowQuery): readonly (readonly [condition: string, name: string, value: unknown])[] {
  const { node, level, type, from, to } = wanted;
  const all = [
    ['node LIKE {node: String}', 'node', node === undefined ? undefined : likePattern(node)],
    [
      'level IN {levels: Array(String)}',
      'levels',
      level === undefined ? undefined : levels.slice(levels.indexOf(level)),
    ],
    ['event_type = {type: String}', 'type', type],
    ['timestamp >= {from: Float64}', 'from', momentOf(from)],
    ['timestamp <= {to: Float64}', 'to', momentOf(to)],
  ] as const;
  return all.filter(([, , value]) => value !== undefined);
}

/** A glob as ClickHouse has patterns: `%` for any characters, `_` for one. */
function likePattern(glob: string): string {
  return glob
    .replaceAll(/[\\%_]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, '%')
    .replaceAll('?', '_');
}

/** Which flows are asked for. */
export interface FlowIdsWanted {
  /** How their ids begin. */
  readonly prefix?: string;
  /** Only the newest; 1,000 when absent. */
  readonly most?: number;
}

/** The newest flows, the oldest of them first. */
export function idsStatement(table: string, { prefix = '', most = 1000 }: FlowIdsWanted): Statement {
  return {
    query: `SELECT flow_id FROM (
  SELECT flow_id, min(timestamp) AS begun FROM ${table} WHERE startsWith(flow_id, {prefix: String})
  GROUP BY flow_id ORDER BY begun DESC, flow_id DESC LIMIT {most: UInt32}
) ORDER BY begun, flow_id`,
    parameters: { prefix, most },
  };
}
