import {
  configureFlow,
  flow,
  flowIds,
  getFlowLog,
  query,
  type FlowEvent,
  type FlowMetrics,
  type FlowOptions,
} from '@bud/flow';
import { attachContext, configure, getContext, span, track } from '@bud/observe';
import { afterEach, expect, test, vi } from 'vitest';
import { story, valid } from './schema.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function recorded(options: FlowOptions = {}): void {
  const { shutdown } = configure({ export: false });
  const { stop } = configureFlow({ enabled: true, ...options });
  undo.push(shutdown, stop);
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
const search = track({ name: 'search', type: 'tool', params: ['query'] }, async (query: string) => {
  await pause();
  if (query === 'weeds') throw new RangeError('nothing but weeds');
  return [`about ${query}`];
});
const answer = track({ name: 'answer', type: 'agent', params: ['question'] }, async (question: string) => {
  await pause();
  return (await search(question)).join(', ');
});

test('spans of a flow are events, with arguments, results and errors, in order', async () => {
  recorded();
  await flow.run({ id: '42' }, async () => {
    await answer('roses');
    await answer('weeds').catch(() => {});
  });
  const log = getFlowLog('42');
  expect(story(log?.events)).toEqual([
    'entry flow.run',
    'entry agent.answer',
    'entry tool.search',
    'exit tool.search',
    'exit agent.answer',
    'entry agent.answer',
    'entry tool.search',
    'error tool.search',
    'error agent.answer',
    'exit flow.run',
  ]);
  expect(log?.events[2]?.data).toEqual({ input: { query: 'roses' } });
  expect(log?.events[3]).toMatchObject({ data: { output: ['about roses'] }, level: 'info' });
  expect(log?.events[7]).toMatchObject({
    level: 'error',
    message: 'RangeError: nothing but weeds',
    data: { error: { type: 'RangeError', message: 'nothing but weeds' } },
  });
  expect(log?.totals).toMatchObject({ events: 10, errors: 2, dropped: 0 });
  const [root] = log?.spans ?? [];
  expect(root).toMatchObject({ node: 'flow.run', status: 'ok', parent_id: null });
  expect(root?.children.map(({ node, status, children }) => [node, status, children.map((each) => each.node)])).toEqual(
    [
      ['agent.answer', 'ok', ['tool.search']],
      ['agent.answer', 'error', ['tool.search']],
    ],
  );
});

test('calls of models give their tokens and cost once', () => {
  recorded();
  flow.run({ id: '42' }, () =>
    span('agent', { 'bud.track.type': 'agent' }, (agent) => {
      span('chat gpt-4o', { 'gen_ai.operation.name': 'chat' }, (chat) => {
        chat.setAttributes({
          'gen_ai.usage.input_tokens': 100,
          'gen_ai.usage.output_tokens': 50,
          'gen_ai.usage.cost': 0.1,
        });
      });
      agent.setAttributes({ 'bud.usage.total_tokens': 150, 'bud.usage.cost_usd': 0.1 });
    }),
  );
  expect(query('42', { node: 'llm.*' }).map(({ event_type: type, metrics: { tokens } }) => [type, tokens])).toEqual([
    ['entry', undefined],
    ['metric', 150],
    ['exit', undefined],
  ]);
  expect(getFlowLog('42')?.totals).toMatchObject({ tokens: 150, cost_usd: 0.1 });
});

test('what a program says belongs to the span that runs, without secrets', () => {
  recorded();
  flow.run({ id: '42' }, (own) => {
    own.log('step.plan', 'warn', { message: 'slow: password=hunter2secret', data: { password: 'hunter2', tries: 3 } });
    span('inner', () => flow.metric('llm.answer', { tokens: 5, cost_usd: Number.NaN }));
    flow.log('step.plan', 'fatal');
  });
  const events = valid(getFlowLog('42')?.events ?? []);
  const [, said, entered, measured] = events;
  expect(said).toMatchObject({
    level: 'warn',
    event_type: 'metric',
    message: 'slow: password=[REDACTED]',
    data: { password: '[REDACTED]', tries: 3 },
  });
  expect(said?.span_id).toBe(events[0]?.span_id);
  expect(measured).toMatchObject({ span_id: entered?.span_id, parent_id: events[0]?.span_id, metrics: { tokens: 5 } });
  expect(events.at(-2)).toMatchObject({ event_type: 'error', level: 'fatal' });
});

test('levels hold for all, and for single categories', async () => {
  recorded({ level: 'warn', categories: { tool: 'debug' } });
  await flow.run({ id: '42' }, async () => {
    await answer('weeds').catch(() => {});
    flow.log('llm.plan', 'info');
    flow.log('tool.search', 'trace');
  });
  expect(story(getFlowLog('42')?.events)).toEqual(['entry tool.search', 'error tool.search', 'error agent.answer']);
});

test('flows that run at the same time never mix', async () => {
  recorded({ processBufferSize: 100_000 });
  const ids = Array.from({ length: 500 }, (_, index) => `flow ${index}`);
  await Promise.all(ids.map((id) => flow.run({ id }, () => answer(id))));
  for (const id of ids) {
    const log = getFlowLog(id);
    expect(log?.events.filter(({ data }) => data.input !== undefined).map(({ data }) => data.input)).toEqual([
      { question: id },
      { query: id },
    ]);
  }
});

test('a flow inside of a flow is one of its own; its id goes to other processes', () => {
  recorded();
  const carrier = flow.run({ id: 'outer' }, () => {
    flow.run({ id: 'inner', name: 'job' }, () => {});
    return getContext();
  });
  expect(carrier).toMatchObject({ baggage: 'bud.flow_id=outer' });
  expect(story(getFlowLog('outer')?.events)).toEqual(['entry flow.run', 'exit flow.run']);
  expect(story(getFlowLog('inner')?.events)).toEqual(['entry flow.job', 'exit flow.job']);

  attachContext(carrier, () => {
    expect(flow.id).toBe('outer');
    span('elsewhere', () => {});
  });
  expect(story(getFlowLog('outer')?.events).slice(2)).toEqual(['entry span.elsewhere', 'exit span.elsewhere']);
});

test('an id is a UUID unless given, and what the function gives or throws comes back', async () => {
  recorded();
  expect(flow.run(({ id }) => id)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  await expect(flow.run(async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(flowIds()).toHaveLength(2);
});

test('off, it only calls the function', () => {
  configureFlow({ enabled: false });
  expect(flow.run({ id: '42' }, ({ id, log }) => (log('a', 'info'), id))).toBe('42');
  expect(flowIds()).toEqual([]);
  expect(flow.id).toBeUndefined();
  flow.log('a', 'error');
});

test('queries take globs, levels, types and times', () => {
  recorded({ level: 'trace' });
  flow.run({ id: '42' }, () => {
    flow.log('llm.chat', 'debug');
    flow.log('llm.embed', 'error');
    flow.log('http.get', 'warn');
  });
  const nodes = (events: readonly FlowEvent[]): readonly string[] => events.map(({ node }) => node);
  expect(nodes(query('42', { node: 'llm.*' }))).toEqual(['llm.chat', 'llm.embed']);
  expect(nodes(query('42', { node: 'llm.????' }))).toEqual(['llm.chat']);
  expect(nodes(query('42', { level: 'warn' }))).toEqual(['llm.embed', 'http.get']);
  expect(nodes(query('42', { type: 'error' }))).toEqual(['llm.embed']);
  expect(query('42', { from: new Date(Date.now() + 1000) })).toEqual([]);
  expect(query('42', { to: '2020-01-01' })).toEqual([]);
  expect(query('42', { from: 0 })).toHaveLength(5);
  expect(query('43')).toEqual([]);
  expect(() => query('42', { from: 'soon' })).toThrow('query(): "soon" is not a moment in time.');
});

test('handlers are told of each event; one that throws is reported once, and stops nothing', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  undo.push(() => warn.mockRestore());
  const told: string[] = [];
  function broken(): void {
    throw new Error('disk full');
  }
  recorded({ handlers: [broken, ({ node }) => told.push(node)] });
  flow.run({ id: '42' }, () => span('inner', () => {}));
  expect(told).toEqual(['flow.run', 'span.inner', 'span.inner', 'flow.run']);
  await pause();
  expect(warn.mock.calls).toEqual([['bud: the flow handler broken has failed, and flows go on: Error: disk full']]);
});

test('long values are cut, and an event stays below 2 KB', () => {
  recorded();
  flow.run({ id: '42' }, () => {
    span(
      'long',
      { text: 'long '.repeat(2000), list: Array.from({ length: 900 }, (_, index) => ({ index })) },
      () => {},
    );
    flow.log('a'.repeat(5000), 'error', { message: 'm'.repeat(5000), data: { text: 'x'.repeat(5000) } });
  });
  for (const event of valid(getFlowLog('42')?.events ?? [])) expect(JSON.stringify(event).length).toBeLessThan(1400);
});

test('what cannot be recorded is told of once, and never reaches the program', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  undo.push(() => warn.mockRestore());
  recorded();
  flow.run({ id: '42' }, () => {
    for (let index = 0; index < 3; index += 1) {
      flow.log('a.b', 'warning' as 'warn');
      flow.metric('a.b', null as unknown as FlowMetrics);
      flow.log(undefined as unknown as string, 'info');
    }
  });
  expect(story(getFlowLog('42')?.events)).toEqual(['entry flow.run', 'exit flow.run']);
  expect(warn).toHaveBeenCalledTimes(3);
  expect(warn.mock.calls[0]?.[0]).toContain('"warning" is no level (trace, debug, info,');
});

test('a handler may track, and say something, without an end', async () => {
  const handled: string[] = [];
  const post = track({ name: 'post' }, async (node: string) => {
    await Promise.resolve();
    handled.push(node);
  });
  recorded({
    handlers: [
      ({ node }) => {
        flow.log('handler.says', 'info');
        void post(node);
      },
    ],
  });
  flow.run({ id: '42' }, (own) => own.log('step.a', 'info'));
  await vi.waitFor(() => expect(handled).toEqual(['flow.run', 'step.a', 'flow.run']));
});

test.each([
  [new RangeError('no water'), { type: 'RangeError', message: 'no water' }],
  ['no water', { type: 'Error', message: 'no water' }],
  [
    { type: 'Dry', message: 'no water' },
    { type: 'Dry', message: 'no water' },
  ],
  [null, null],
])('an error is said as type and message: %o', (error, said) => {
  recorded();
  flow.run({ id: '43' }, (own) => own.log('step.a', 'error', { data: { error } }));
  expect(getFlowLog('43')?.events.find(({ node }) => node === 'step.a')?.data.error).toEqual(said);
});

test('whatever is given as an id is one', () => {
  recorded();
  expect(flow.run({ id: 42 as unknown as string }, ({ id }) => id)).toBe('42');
  expect(flow.run({ id: '' }, ({ id }) => id)).toMatch(/^[0-9a-f-]{36}$/);
});
