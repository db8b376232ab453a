/** Flows in ClickHouse: written there by a handler, read back by the same queries. */
export { openFlowTable } from './clickhouse/flow-table.ts';
export type { FlowTable, FlowTableOptions } from './clickhouse/flow-table.ts';
export { flowTableStatement } from './clickhouse/statements.ts';
export type { FlowIdsWanted } from './clickhouse/statements.ts';
