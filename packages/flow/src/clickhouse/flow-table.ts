/**
 * Flows of more than one machine, in a table of ClickHouse:
 *
 *   configureFlow({ handlers: [handler] }) ─ event ─▶ outbox ─ batches ─▶ flow_events
 *   getFlowLog, query, flowIds ◀─ statements: what is asked for, as SQL ──────┘
 * A row is an event as it was written, so that what is read back is what was recorded.
 */
import { openOutbox, type Outbox } from '@bud/observe';
import {
  connectClickHouse,
  insertRows,
  type ClickHouseConnection,
  type ReadingClickHouseClient,
} from '@bud/observe/clickhouse';
import type { FlowEvent } from '../event/event.ts';
import { flowLogOf, type FlowLog } from '../log/flow-log.ts';
import type { FlowQuery } from '../log/query.ts';
import {
  defaultTable,
  eventsStatement,
  flowTableStatement,
  idsStatement,
  tableNamed,
  type FlowIdsWanted,
  type Statement,
} from './statements.ts';

/** A ClickHouse, and the table in it; how to reach it is unused with a `client`. */
export interface FlowTableOptions extends ClickHouseConnection {
  /** `flow_events` when absent; `database.table` where it is in another database. */
  readonly table?: string;
  /** A client of `@clickhouse/client`, which stays the application's to close. */
  readonly client?: ReadingClickHouseClient;
}

/** Flows in ClickHouse. What reads rejects with what ClickHouse says. */
export interface FlowTable {
  /** Writes events: one of the `handlers` of `configureFlow`. */
  readonly handler: (event: FlowEvent) => void;
  /** Creates the table, unless it is there. */
  create(): Promise<void>;
  /** What a flow did; as `getFlowLog`, of all processes, and nothing is dropped. */
  getFlowLog(flowId: string): Promise<FlowLog | undefined>;
  /** As `query`; what is asked for is part of the statement. */
  query(flowId: string, wanted?: FlowQuery): Promise<readonly FlowEvent[]>;
  /** The ids of the newest flows, the oldest of them first. */
  flowIds(wanted?: FlowIdsWanted): Promise<readonly string[]>;
  /** Resolves when everything has arrived, or is known to be lost. */
  flush(): Promise<void>;
  /** The same, and takes nothing any more. */
  close(): Promise<void>;
  /** Events that did not arrive. */
  readonly lost: number;
}

/**
 * Opens the table of flows in a ClickHouse, through `@clickhouse/client`, which an application installs beside this package.
 * Nothing is asked before it is needed. Throws a `TypeError` for a table that cannot be named so.
 *
 * @example
 * import { configureFlow, flow } from '@bud/flow';
 * import { openFlowTable } from '@bud/flow/clickhouse';
 *
 * const table = openFlowTable({ url: 'http://localhost:8123' });
 * configureFlow({ enabled: true, handlers: [table.handler] });
 * await flow.run({ id: '42' }, async () => flow.log('llm.answer', 'error', { message: 'no answer' }));
 * const isThere = await table.create().then(() => true, () => false); // false, unless a ClickHouse runs here
 * if (isThere) {
 *   await table.flush();
 *   await table.query('42', { node: 'llm.*', level: 'error' });
 * }
 */
export function openFlowTable({
  table: named = defaultTable,
  client,
  ...connection
}: FlowTableOptions = {}): FlowTable {
  const table = tableNamed(named);
  const connected = sharedClient(connection, client);
  const ask = askingBy(connected.get);
  const query = async (flowId: string, wanted: FlowQuery = {}): Promise<readonly FlowEvent[]> => {
    const rows = await ask<{ readonly event: string }>(eventsStatement(table, flowId, wanted));
    // Proof of the cast: the handler wrote them.
    return rows.map(({ event }) => JSON.parse(event) as FlowEvent);
  };
  const writing = writingTo(table, connection.url, connected.get);
  return {
    ...writing,
    async create() {
      await (await connected.get()).command({ query: flowTableStatement(table) });
    },
    async getFlowLog(flowId) {
      const events = await query(flowId);
      return events.length === 0 ? undefined : flowLogOf(flowId, events);
    },
    query,
    async flowIds(wanted = {}) {
      const rows = await ask<{ readonly flow_id: string }>(idsStatement(table, wanted));
      return rows.map(({ flow_id: id }) => id);
    },
    async close() {
      await writing.close();
      await connected.close();
    },
    get lost() {
      return writing.lost;
    },
  };
}

type Ask = <Row>(statement: Statement) => Promise<readonly Row[]>;

function askingBy(client: SharedClient['get']): Ask {
  return async <Row>({ query, parameters }: Statement) => {
    const asked = {
      query,
      format: 'JSONEachRow',
      query_params: parameters,
      clickhouse_settings: exactNumbers,
    } as const;
    const answer = await (await client()).query(asked);
    return await answer.json<Row>();
  };
}

/** Without it, numbers in a statement may differ in their last bit from what they say. */
const exactNumbers = { precise_float_parsing: 1 };

interface SharedClient {
  readonly get: () => Promise<ReadingClickHouseClient>;
  readonly close: () => Promise<void>;
}

/** The client that was given, else one that is made when it is needed, and closed. */
function sharedClient(connection: ClickHouseConnection, given: ReadingClickHouseClient | undefined): SharedClient {
  let made: Promise<ReadingClickHouseClient> | undefined;
  return {
    get: async () => given ?? (await (made ??= connectClickHouse(connection, '@bud/flow/clickhouse'))),
    close: async () => (await made)?.close(),
  };
}

function writingTo(
  table: string,
  url: string = 'http://localhost:8123',
  client: SharedClient['get'],
): Pick<FlowTable, 'handler' | 'flush' | 'close' | 'lost'> {
  const source = crypto.randomUUID();
  let outbox: Outbox<string> | undefined;
  const opened = (): Outbox<string> =>
    (outbox ??= openOutbox({
      receiver: `clickhouse ${new URL(url).origin}`,
      items: 'events',
      weigh: ({ length }) => length,
      async send(events) {
        const rows = events.map((event) => ({ source, event }));
        await insertRows(await client(), table, rows, 'with `create()` of `openFlowTable()`');
      },
    }));
  return {
    handler: (event) => opened().add(JSON.stringify(event)),
    flush: async () => outbox?.flush(),
    close: async () => outbox?.close(),
    get lost() {
      return outbox?.lost ?? 0;
    },
  };
}
