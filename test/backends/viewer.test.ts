import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as bud from '@bud/observe';
import { clickhouse, type ClickHouseClient as WritingClient } from '@bud/observe/clickhouse';
import { startViewer, type ClickHouseReader, type Viewer } from '@bud/viewer';
import { chromium, openPage, startBrowser } from '../viewer/browser.ts';
import { hasClickHouse, openClickHouse } from './chdb.ts';

type Client = WritingClient & ClickHouseReader & { command(of: { readonly query: string }): Promise<unknown> };

/** A database answers when it can. */
const slowly = { timeout: 20_000 };

let client: Client;
let viewer: Viewer;
let browser: Browser;

interface Listed {
  readonly total: number;
  readonly traces: readonly { readonly traceId: string; readonly name: string }[];
}

interface RollUp {
  readonly total: number;
  readonly groups: readonly object[];
}

async function list(query: string, count = 50): Promise<Listed> {
  const response = await fetch(
    `${viewer.url}api/traces?${new URLSearchParams({ query, count: String(count) }).toString()}`,
  );
  return (await response.json()) as Listed;
}

describe.skipIf(!hasClickHouse)('traces in a real ClickHouse', () => {
  beforeAll(async () => {
    client = await openClickHouse<Client>();
    const observing = bud.configure({
      serviceName: 'garden',
      export: [clickhouse({ client })],
      resourceDetectors: false,
    });
    const search = bud.track({ name: 'search', type: 'tool', params: ['query'] }, (query: string) => {
      bud.info('looking for {query}', { query });
      if (query === "'; DROP TABLE otel_traces; --") throw new RangeError('no such plant');
      return [`about ${query}`];
    });
    const answer = bud.track({ name: 'answer', type: 'agent', params: ['question'] }, (question: string) => {
      bud.span(
        'chat gpt',
        {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': 'gpt',
          'gen_ai.usage.input_tokens': 900,
          'gen_ai.usage.output_tokens': 100,
          'gen_ai.usage.cost': 0.02,
        },
        () => {},
      );
      return search(question);
    });
    answer('tomatoes');
    try {
      answer("'; DROP TABLE otel_traces; --");
    } catch {
      // The trace says so.
    }
    bud.span('POST /orders', () => {});
    await observing.shutdown();
    if (chromium !== undefined) browser = await startBrowser();
    viewer = await startViewer({ clickhouse: client, port: 0, environment: {} });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await viewer?.close();
    await client?.close();
  });

  test('are listed, and found by what is asked of them', async () => {
    const { total, traces } = await list('');
    expect([total, traces.map(({ name }) => name)]).toEqual([3, ['POST /orders', 'answer', 'answer']]);
    expect(traces[2]).toMatchObject({
      type: 'agent',
      service: 'garden',
      spans: 4,
      errors: 0,
      hasFailed: false,
      tokens: 1000,
      costUsd: 0.02,
      models: ['gpt'],
    });
    expect((await list('', 1)).traces).toHaveLength(1);
    for (const [query, count] of [
      ['tomatoes', 1],
      ['TOMATO', 1],
      ['name:search', 2],
      ['type:tool', 2],
      ['type:llm', 2],
      ['service:garden', 3],
      ['service:kitchen', 0],
      ['error', 1],
      ['error "no such plant"', 1],
      ['running', 0],
      ['tokens>999', 2],
      ['tokens>1001', 0],
      ['$>0.01', 2],
      ['>10s', 0],
      ['<10s', 3],
      ["'; DROP TABLE otel_traces; --", 1],
    ] as const)
      expect([query, (await list(query)).total]).toEqual([query, count]);
    expect((await list('')).total).toBe(3);
  });

  test('are summed up by the database', async () => {
    for (const [words, groups] of [
      [{ by: 'model' }, [{ name: 'gpt', type: 'llm', calls: 2, errors: 0, tokens: 2000, costUsd: 0.04 }]],
      [{ by: 'service' }, [{ name: 'garden', calls: 7, errors: 2 }]],
      [
        { by: 'type', query: 'type:agent' },
        [
          { name: 'agent', calls: 2, errors: 1 },
          { name: 'tool', calls: 2, errors: 1 },
          { name: 'llm', calls: 2, errors: 0 },
        ],
      ],
      [{ by: 'name', query: 'POST' }, [{ name: 'POST /orders', type: 'span', calls: 1 }]],
      [{ by: 'name', query: "'; DROP TABLE otel_traces; -- nothing" }, []],
    ] as const) {
      const response = await fetch(`${viewer.url}api/rollup?${new URLSearchParams(words).toString()}`);
      const rollUp = (await response.json()) as RollUp;
      expect(rollUp).toMatchObject({ total: groups.length });
      for (const group of groups) expect(rollUp.groups).toContainEqual(expect.objectContaining(group));
    }
    expect((await fetch(`${viewer.url}api/rollup?by=hour`)).status).toBe(400);
  });

  test('with several roots count once, and no number is too large', async () => {
    await client.command({
      query: `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, SpanName, ServiceName, Duration, SpanAttributes)
        SELECT now64(9), 'many', toString(number), 'root', 'many-rooted', 1, map('gen_ai.usage.output_tokens', '7') FROM numbers(3)`,
    });
    expect(await list('service:many-rooted')).toMatchObject({ total: 1, traces: [{ name: 'root', spans: 3 }] });
    expect((await list('service:many-rooted tokens>20')).total).toBe(1);
    for (const query of ['tokens>99999999999999999999', '>99999999999999999999s'])
      expect((await list(query)).total).toBe(0);
    await client.command({
      query: "ALTER TABLE otel_traces DELETE WHERE TraceId = 'many' SETTINGS mutations_sync = 1",
    });
  });

  test.skipIf(chromium === undefined)('are seen in the page as those of a file', { timeout: 90_000 }, async () => {
    await using opened = await openPage(browser, viewer.url);
    const { page } = opened;
    await page.getByRole('searchbox', { name: 'Search traces' }).fill('error');
    await expect.poll(() => page.locator('.trace-name').allInnerTexts(), slowly).toEqual(['answer']);
    await page.locator('.trace-row').click();
    await expect
      .poll(() => page.locator('.tree-label').allInnerTexts(), slowly)
      .toEqual(['answer', 'chat gpt', 'search', 'looking for {query}']);
    await page.locator('.tree-label').nth(2).click();
    const detail = page.getByRole('region', { name: 'Span', exact: true });
    expect(await detail.innerText()).toMatch(/RangeError no such plant[^]*DROP TABLE/);
    await page.getByRole('tab', { name: 'Logs' }).click();
    await expect.poll(() => page.locator('.log-text').first().innerText(), slowly).toContain('looking for');
    await page.getByRole('tab', { name: 'Roll-up' }).click();
    expect(await page.locator('.rollup tbody').innerText()).toMatch(/chat gpt\s+1/);
    expect(opened.mistakes).toEqual([]);
  });

  test('take no spans, which go to the database by themselves', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${viewer.endpoint}/v1/traces`, { method: 'POST', headers, body: '{}' })).status).toBe(404);
    expect((await fetch(`${viewer.url}api/trace?id=none`)).status).toBe(404);
  });
});
