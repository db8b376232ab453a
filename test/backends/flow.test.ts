import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { configureFlow, flow, getFlowLog, query, type FlowEvent, type FlowQuery } from '@bud/flow';
import { openFlowTable, type FlowTable, type FlowTableOptions } from '@bud/flow/clickhouse';
import { flowsOf, matchingEvents } from '@bud/flow/file';
import { span, track } from '@bud/observe';
import { levels } from '@bud/value';
import { hasClickHouse, openClickHouse } from './chdb.ts';

/** The client of `@clickhouse/client`, talking to a ClickHouse inside of this process. */
type Client = NonNullable<FlowTableOptions['client']>;

let client: Client;
let table: FlowTable;

describe.skipIf(!hasClickHouse)('flows in a real ClickHouse', () => {
  beforeAll(async () => {
    client = await openClickHouse<Client>();
  }, 60_000);
  beforeEach(async () => {
    await client.command({ query: 'DROP TABLE IF EXISTS flow_events' });
    table = openFlowTable({ client });
    await table.create();
    // A second time changes nothing.
    await table.create();
  });
  afterAll(() => client.close());

  test('what is read back is what is in memory', async () => {
    const { stop } = configureFlow({ enabled: true, level: 'debug', handlers: [table.handler] });
    const search = track(
      { name: 'search', type: 'tool', params: ['query', 'apiKey'] },
      async (wanted: string, _apiKey: string) => {
        if (wanted === 'weeds') throw new RangeError("no 'weeds' in \\ \n here");
        return [`about ${wanted} 番茄 👩‍🌾`, 0.1 + 0.2, -0, 1e21];
      },
    );
    for (const id of ['42', '43'])
      await flow.run({ id, name: 'garden' }, async () => {
        await search('roses', 'sk-live-1234567890');
        await search('weeds', '').catch(() => {});
        span('chat', { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 7 }, () => {});
        flow.log('llm.plan', 'debug', {
          message: 'thinking',
          data: { deep: [{ a: null }] },
          metrics: { share: 1 / 3 },
        });
        flow.log('llm.plan', 'fatal');
      });
    await table.flush();
    expect(table.lost).toBe(0);
    expect(await table.flowIds()).toEqual(['42', '43']);
    expect(await table.flowIds({ prefix: '43' })).toEqual(['43']);
    expect(await table.flowIds({ most: 1 })).toEqual(['43']);
    const log = getFlowLog('42');
    expect(log?.events.length).toBeGreaterThan(10);
    expect(await table.getFlowLog('42')).toEqual(log);
    expect(JSON.stringify(await table.getFlowLog('42'))).not.toContain('sk-live');
    expect(await table.getFlowLog('44')).toBeUndefined();
    const asked: readonly FlowQuery[] = [
      { node: 'llm.*' },
      { level: 'error' },
      { type: 'metric', node: '*.pla?' },
      { from: log?.events[4]?.timestamp ?? 0 },
      { to: log?.events[4]?.timestamp ?? 0 },
      { from: new Date(0), to: '2020-01-01' },
    ];
    for (const each of asked) expect(await table.query('42', each)).toEqual(query('42', each));
    await expect(table.query('42', { from: 'soon' })).rejects.toThrow('query(): "soon" is not a moment in time.');
    stop();
  });

  test('columns are there for statements of one’s own', async () => {
    table.handler(eventOf({ node: 'llm.chat', metrics: { tokens: 150, cost_usd: 0.003 }, message: 'so' }, 1));
    await table.flush();
    const answer = await client.query({
      query: `SELECT flow_id, toString(time) AS time, node, level, message, metrics['tokens'] AS tokens FROM flow_events`,
      format: 'JSONEachRow',
      query_params: {},
      clickhouse_settings: {},
    });
    expect(await answer.json()).toEqual([
      {
        flow_id: '42',
        time: '2026-11-27 13:20:00.250000',
        node: 'llm.chat',
        level: 'info',
        message: 'so',
        tokens: 150,
      },
    ]);
  });

  test('any query of any events gives what it gives in memory', async () => {
    const node = fc.string({
      unit: fc.constantFrom('a', 'B', '.', '%', '_', '\\', "'", '\n', '*', '?', 'é', '👩'),
      maxLength: 5,
    });
    const moment = fc.double({ min: 1.7e9, max: 1.9e9, noNaN: true });
    const events = fc.array(
      fc.record({
        node: node.map((each) => each || 'a'),
        level: fc.constantFrom(...levels),
        event_type: fc.constantFrom('entry' as const, 'exit' as const, 'metric' as const),
        timestamp: moment,
        message: fc.string(),
      }),
      { minLength: 1, maxLength: 20 },
    );
    const wanted = fc.record({
      node: fc.option(node, { nil: undefined }),
      level: fc.option(fc.constantFrom(...levels), { nil: undefined }),
      type: fc.option(fc.constantFrom('entry' as const, 'exit' as const), { nil: undefined }),
      place: fc.nat(),
    });
    let id = 0;
    await fc.assert(
      fc.asyncProperty(events, wanted, async (given, { place, ...rest }) => {
        const flowId = String((id += 1));
        const all = given.map((each, index) => eventOf({ ...each, flow_id: flowId }, index + 1));
        // A moment that an event has: whether the bounds are among what they enclose.
        const from = all[place % all.length]?.timestamp ?? 0;
        for (const event of all) table.handler(event);
        await table.flush();
        for (const each of [rest, { ...rest, from }, { ...rest, to: from }] as readonly FlowQuery[])
          expect(await table.query(flowId, each)).toEqual(matchingEvents(all, each));
        expect(await table.getFlowLog(flowId)).toEqual(flowsOf(all)[0]);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('events of one moment keep their order, also those of two processes, and come once', async () => {
    const other = openFlowTable({ client });
    const own = [1, 2, 3].map((sequence) => eventOf({ node: `a.${sequence}` }, sequence));
    // A clock that went back: what was recorded later stays later.
    const back = eventOf({ node: 'a.4', timestamp: start - 60 }, 4);
    const between = eventOf({ node: 'b.1', timestamp: start - 1 }, 1);
    for (const event of [own[2], own[0], back, own[1], own[0]]) if (event !== undefined) table.handler(event);
    other.handler(between);
    await Promise.all([table.flush(), other.flush()]);
    expect((await table.query('42')).map((event) => event.node)).toEqual(['b.1', 'a.1', 'a.2', 'a.3', 'a.4']);
    await other.close();
  });

  test('a table that is missing is told of once, with what to do', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const missing = openFlowTable({ client, table: 'nowhere' });
    for (const sequence of [1, 2]) {
      missing.handler(eventOf({}, sequence));
      await missing.flush();
    }
    expect(said.mock.calls.map(([line]) => String(line))).toEqual([
      'bud: clickhouse http://localhost:8123: events are lost (ClickHouse answers UNKNOWN_TABLE; create `nowhere` with `create()` of `openFlowTable()`); `lost` counts them.\n',
    ]);
    said.mockRestore();
    expect(missing.lost).toBe(2);
    await expect(missing.getFlowLog('42')).rejects.toThrow('nowhere');
    expect(() => openFlowTable({ table: 'a; DROP TABLE b' })).toThrow('"a; DROP TABLE b" is no name of a table.');
  });
});

const start = 1_795_785_600.25;

function eventOf(members: Partial<FlowEvent>, sequence: number): FlowEvent {
  return {
    schema_version: 1,
    flow_id: '42',
    span_id: 'b7ad6b7169203331',
    parent_id: null,
    node: 'span.work',
    level: 'info',
    timestamp: start,
    event_type: 'metric',
    data: {},
    metrics: {},
    ...members,
    sequence,
  };
}
