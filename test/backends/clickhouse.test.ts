import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { context, trace } from '@opentelemetry/api';
import * as bud from '@bud/observe';
import { clickhouse, type ClickHouseClient } from '@bud/observe/clickhouse';
import { hasClickHouse, openClickHouse } from './chdb.ts';

/** The client of `@clickhouse/client`, talking to a ClickHouse inside of this process. */
interface Client extends ClickHouseClient {
  command(of: { readonly query: string }): Promise<unknown>;
  query(of: { readonly query: string; readonly format: 'JSONEachRow' }): Promise<{ json<Row>(): Promise<Row[]> }>;
}

let client: Client;

async function rows(query: string): Promise<readonly Record<string, unknown>[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json();
}

describe.skipIf(!hasClickHouse)('in a real ClickHouse', () => {
  beforeAll(async () => {
    client = await openClickHouse<Client>();
  }, 60_000);
  afterAll(() => client.close());

  test('spans and logs are in the tables of the Collector', async () => {
    const observing = bud.configure({
      serviceName: 'garden',
      export: [clickhouse({ client })],
      resourceDetectors: false,
      tracking: { redact: ['plot'] },
    });
    const ask = bud.track(
      { name: 'ask', type: 'llm', params: ['question', 'apiKey'] },
      (question: string, apiKey: string) => {
        if (apiKey === '') throw new RangeError("No 'key' for \\ \n this");
        return { question, length: question.length };
      },
    );
    await bud.span('Asking {who}', { who: 'Ann', tags: ['a', 'b'], deep: { plot: 7 } }, async (asking) => {
      asking.addEvent('begun', { step: 1 });
      ask('Why? 番茄 👩‍🌾', 'sk-live-1234567890');
      expect(() => ask('How?', '')).toThrow(RangeError);
      bud.warn('It is {temperature} °C', { temperature: -3 });
    });
    const linked = trace.getTracer('other', '1.2.3').startSpan(
      'linked',
      {
        links: [
          {
            context: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 },
            attributes: { why: 'retry' },
          },
        ],
      },
      context.active(),
    );
    linked.end();
    await observing.shutdown();

    const spans = await rows('SELECT * FROM otel_traces ORDER BY Timestamp, SpanName');
    const named = (name: string): readonly Record<string, unknown>[] =>
      spans.filter(({ SpanName }) => SpanName === name);
    const [root] = named('Asking {who}');
    expect(root).toMatchObject({
      ServiceName: 'garden',
      ScopeName: 'bud',
      SpanKind: 'Internal',
      StatusCode: 'Unset',
      ParentSpanId: '',
      SpanAttributes: { who: 'Ann', tags: '["a","b"]', deep: '{"plot":"[REDACTED]"}', 'bud.msg': 'Asking Ann' },
      'Events.Name': ['begun'],
      'Events.Attributes': [{ step: '1' }],
    });
    expect(named('ask')).toMatchObject([
      {
        TraceId: root?.['TraceId'],
        ParentSpanId: root?.['SpanId'],
        SpanAttributes: { 'bud.track.input.question': 'Why? 番茄 👩‍🌾', 'bud.track.input.apiKey': '[REDACTED]' },
      },
      {
        StatusCode: 'Error',
        StatusMessage: "No 'key' for \\ \n this",
        'Events.Attributes': [{ 'exception.type': 'RangeError' }],
      },
    ]);
    expect(named('linked')).toMatchObject([
      {
        ScopeName: 'other',
        ScopeVersion: '1.2.3',
        'Links.SpanId': ['b7ad6b7169203331'],
        'Links.Attributes': [{ why: 'retry' }],
      },
    ]);
    expect(JSON.stringify(spans)).not.toContain('sk-live');
    // Nanoseconds as they were: nothing may go through a number.
    expect(String(root?.['Timestamp'])).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9}$/);
    expect(Number(root?.['Duration'])).toBeGreaterThan(0);

    expect(await rows('SELECT * FROM otel_logs')).toMatchObject([
      {
        Body: 'It is -3 °C',
        SeverityText: 'WARN',
        SeverityNumber: 13,
        ServiceName: 'garden',
        TraceId: root?.['TraceId'],
        SpanId: root?.['SpanId'],
        LogAttributes: { temperature: '-3', 'bud.level': 'warn' },
      },
    ]);
  });

  test('a table that is missing is told of once, with what to do', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const observing = bud.configure({
      export: [clickhouse({ client, tracesTable: 'nowhere' })],
      resourceDetectors: false,
    });
    bud.span('s').end();
    await observing.flush();
    await observing.shutdown();
    expect(said.mock.calls.map(([line]) => String(line))).toEqual([
      "bud: clickhouse http://localhost:8123: spans and logs are lost (ClickHouse answers UNKNOWN_TABLE; create `nowhere` as the Collector's ClickHouse exporter does); `lost` counts them.\n",
    ]);
    said.mockRestore();
  });
});
