import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureFlow, flow } from '@bud/flow';
import { openFlowTable, type FlowTable } from '@bud/flow/clickhouse';
import { bud } from '../../packages/cli/test/bud.ts';
import { createProject } from '../hosts/project.ts';
import { startClickHouse } from './backend/clickhouse.mjs';
import { hasClickHouse } from './chdb.ts';

let server: Awaited<ReturnType<typeof startClickHouse>>;
let table: FlowTable;

describe.skipIf(!hasClickHouse)('flows in a ClickHouse that is reached by HTTP', () => {
  beforeAll(async () => {
    server = await startClickHouse();
    table = openFlowTable({ url: server.url });
    await table.create();
    const { stop } = configureFlow({ enabled: true, handlers: [table.handler] });
    for (const id of ['answer-1', "it's 2"])
      await flow.run({ id, name: 'answer' }, async () => {
        flow.metric('llm.chat', { tokens: 150, cost_usd: 0.003 });
        flow.log('tool.search', 'error', { message: 'nothing found' });
      });
    await table.flush();
    stop();
  }, 60_000);
  afterAll(async () => {
    await table.close();
    await server.stop();
  });

  test('they are listed, shown, queried and exported on the command line', async () => {
    using project = createProject({});
    const asked = async (...args: readonly string[]): Promise<string> => {
      const { code, out, err } = await bud(project.root, ['flow', ...args, '--clickhouse', server.url]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      return out;
    };
    expect(table.lost).toBe(0);
    expect((await asked('list')).split('\n').map((line) => line.split('  ')[0])).toEqual(['answer-1', "it's 2", '']);
    const shown = await asked('show', 'answer');
    expect(shown).toContain('4 events  150 tokens  $0.003  1 error');
    expect(shown).toContain('\nflow.answer  ');
    expect(await asked('query', "it's", '--node', 'tool.*')).toMatch(/error +error +tool\.search nothing found\n$/);
    expect((await asked('query', '--type', 'entry')).trim().split('\n')).toHaveLength(2);
    const exported = JSON.parse(await asked('export', 'answer-1', '--format', 'json')) as unknown;
    expect(exported).toEqual(await table.getFlowLog('answer-1'));
  });

  test('what cannot be read, or makes no sense, is told with what to do', async () => {
    using project = createProject({});
    const refused = async (...args: readonly string[]): Promise<string> => {
      const { code, err } = await bud(project.root, ['flow', ...args]);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused('show', 'no', '--clickhouse', server.url)).toContain('there is no flow "no"');
    expect(await refused('list', '--clickhouse', `${server.url}/nowhere`)).toMatch(/cannot be read: .*nowhere/s);
    expect(await refused('list', '--clickhouse', 'localhost')).toContain('"localhost" is no address');
    expect(await refused('list', '--clickhouse', server.url, '--file', 'a')).toContain('Leave out either of them.');
    expect(await refused('tail', '--clickhouse', server.url)).toContain('`bud flow tail` follows a file');
  });
});
