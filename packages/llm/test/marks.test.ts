import { SpanKind } from '@opentelemetry/api';
import { beforeAll, describe, expect, it, onTestFinished, test } from 'vitest';
import { loadPrices, readMarks, recordCost, type LlmOptions } from '@bud/llm';
import { track } from '@bud/runtime/track';
import { useModelClient } from './model-client.ts';
import { recordCalls, recordMarks, type RecordedCalls } from './recorded.ts';

const model = useModelClient();
beforeAll(() => loadPrices());

const ask = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hi' }] };

type Attributes = Readonly<Record<string, unknown>>;
function attributesOf({ spans }: RecordedCalls, name: string): Attributes {
  const found = spans.filter((span) => span.name === name);
  expect(found).toHaveLength(1);
  return found[0]!.attributes;
}

/** What a span has of these names. */
function startingWith(prefix: string, attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name.startsWith(prefix)));
}

describe('the type of a mark', () => {
  test.each([
    ['llm', { 'gen_ai.operation.name': 'chat' }],
    ['embedding', { 'gen_ai.operation.name': 'embeddings' }],
    ['retriever', { 'gen_ai.operation.name': 'retrieval' }],
    ['tool', { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search' }],
    ['agent', { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'Garden' }],
    ['chain', {}],
    ['handler', {}],
    [undefined, {}],
  ])('%s', (type, attributes) => {
    const recorded = recordMarks();
    // As the compiler calls a private method.
    const search = Object.defineProperty(() => 1, 'name', { value: 'Garden.#search' });
    track({ ...(type !== undefined && { type }) }, search)();
    const [span] = recorded.spans;
    expect([span?.name, span?.kind]).toEqual(['Garden.#search', SpanKind.INTERNAL]);
    expect(startingWith('gen_ai.', span!.attributes)).toEqual(attributes);
  });

  it('does not overrule what the mark says itself', () => {
    const recorded = recordMarks();
    track({ name: 'look it up', type: 'tool' }, () => 1)();
    expect(attributesOf(recorded, 'look it up')).toHaveProperty('gen_ai.tool.name', 'look it up');
    const attributes = { 'gen_ai.operation.name': 'create_agent', 'gen_ai.agent.name': 'gardener' };
    track({ name: 'make', type: 'agent', attributes }, () => 1)();
    expect(attributesOf(recorded, 'make')).toMatchObject(attributes);
  });
});

describe('a function marked as a call of a model', () => {
  const usage = {
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 2,
    'gen_ai.usage.total_tokens': 12,
    'gen_ai.usage.cache_read.input_tokens': 4,
    'gen_ai.usage.reasoning.output_tokens': 1,
    'gen_ai.usage.cost': 0.00004,
  };

  it('has model, finish reason, tokens and cost of the answer that it returns', async () => {
    const recorded = recordMarks();
    await track({ name: 'ask', type: 'llm' }, async () => model.client.chat.completions.create(ask))();
    expect(startingWith('gen_ai.', attributesOf(recorded, 'ask'))).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.response.finish_reasons': ['stop'],
      ...usage,
    });
    expect(attributesOf(recorded, 'ask')).not.toHaveProperty('bud.usage.calls');
  });

  it('or of the chunks that it delivers, or of the stream that it returns', async () => {
    const recorded = recordMarks();
    const request = { ...ask, stream: true as const, stream_options: { include_usage: true } };
    const generate = track({ name: 'generate', type: 'llm' }, async function* () {
      yield* await model.client.chat.completions.create(request);
    });
    for await (const _ of generate());
    for await (const _ of await track({ name: 'stream', type: 'llm' }, async () =>
      model.client.chat.completions.create(request),
    )());
    for (const name of ['generate', 'stream']) expect(attributesOf(recorded, name)).toMatchObject(usage);
  });

  it('or the sum of all answers that it delivers', async () => {
    const recorded = recordMarks();
    const answers = track({ name: 'answers', type: 'llm' }, async function* () {
      yield 'first';
      yield await model.client.chat.completions.create(ask);
      yield model.client.chat.completions.create(ask);
    });
    for await (const _ of answers());
    expect(attributesOf(recorded, 'answers')).toMatchObject({
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.usage.input_tokens': 20,
      'gen_ai.usage.output_tokens': 4,
      'gen_ai.usage.cost': 0.00008,
    });
  });

  it('also of the Responses API, and of embeddings', async () => {
    const recorded = recordMarks();
    const respond = track({ name: 'respond', type: 'llm' }, async () =>
      model.client.responses.create({ model: 'gpt-5', input: 'Hi' }),
    );
    const embed = track({ name: 'embed', type: 'embedding' }, async () =>
      model.client.embeddings.create({ model: 'text-embedding-3-small', input: 'hello', encoding_format: 'float' }),
    );
    await respond();
    await embed();
    const events = track({ name: 'events', type: 'llm' }, async () =>
      model.client.responses.create({ model: 'gpt-5', input: 'Hi', stream: true }),
    );
    for await (const _ of await events());
    for (const name of ['respond', 'events'])
      expect(attributesOf(recorded, name)).toMatchObject({
        'gen_ai.response.id': 'resp_1',
        'gen_ai.usage.input_tokens': 7,
      });
    expect(attributesOf(recorded, 'embed')).toMatchObject({
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.usage.cost': expect.any(Number),
    });
  });

  it('takes the price of the provider and the model that the mark names', () => {
    const recorded = recordMarks({ prices: { mine: { input: 1_000_000, output: 0 } } });
    const answer = { choices: [{ message: { role: 'assistant', content: '' } }], usage: { prompt_tokens: 3 } };
    const attributes = { 'gen_ai.request.model': 'mine', 'gen_ai.provider.name': 'garage' };
    track({ name: 'ask', type: 'llm', attributes }, () => answer)();
    expect(attributesOf(recorded, 'ask')).toMatchObject({ ...attributes, 'gen_ai.usage.cost': 3 });
  });

  it('runs nothing of what it returns', () => {
    const recorded = recordMarks();
    let asked = 0;
    const lazy = {
      get choices() {
        return (asked += 1);
      },
    };
    const proxy = new Proxy({}, { get: () => (asked += 1) });
    const lookAt = track({ name: 'look', type: 'llm', captureOutput: false }, (value: unknown) => value);
    for (const value of [lazy, proxy, null, 7, [], 'text']) expect(lookAt(value)).toBe(value);
    expect(asked).toBe(0);
    expect(recorded.spans).toHaveLength(6);
    for (const { attributes } of recorded.spans) expect(startingWith('gen_ai.usage', attributes)).toEqual({});
  });

  it('is only around a call that its client has a span of', async () => {
    const recorded = recordCalls();
    await track({ name: 'ask', type: 'llm' }, async () => model.client.chat.completions.create(ask))();
    const sync = track({ name: 'hand on', type: 'llm' }, () => model.client.chat.completions.create(ask));
    await sync();
    for (const name of ['ask', 'hand on']) {
      const attributes = attributesOf(recorded, name);
      expect(startingWith('gen_ai.', attributes)).toEqual({ 'gen_ai.operation.name': 'chat' });
    }
    expect(startingWith('bud.usage.', attributesOf(recorded, 'ask'))).toEqual({
      'bud.usage.calls': 1,
      'bud.usage.input_tokens': 10,
      'bud.usage.output_tokens': 2,
      'bud.usage.total_tokens': 12,
      'bud.usage.cost_usd': 0.00004,
    });
  });
});

describe('what calls below have taken', () => {
  it('is on every tracked function around them, and only once in a sum over all spans', async () => {
    const recorded = recordCalls();
    const call = async (): Promise<unknown> => model.client.chat.completions.create(ask);
    const tool = track({ name: 'tool', type: 'tool' }, call);
    const step = track({ name: 'step' }, async () => Promise.all([tool(), call()]));
    const agent = track({ name: 'agent', type: 'agent' }, async () => {
      await step();
      for await (const _ of await model.client.chat.completions.create({ ...ask, stream: true }));
      await model.client.embeddings.create({ model: 'text-embedding-3-small', input: 'hello' });
    });
    await agent();
    const calls = Object.fromEntries(['tool', 'step', 'agent'].map((name) => [name, attributesOf(recorded, name)]));
    expect(calls['tool']).toMatchObject({ 'bud.usage.calls': 1, 'bud.usage.total_tokens': 12 });
    expect(calls['step']).toMatchObject({
      'bud.usage.calls': 2,
      'bud.usage.total_tokens': 24,
      'bud.usage.cost_usd': 0.00008,
    });
    expect(calls['agent']).toMatchObject({
      'bud.usage.calls': 4,
      'bud.usage.input_tokens': 35,
      'bud.usage.output_tokens': 6,
    });
    const sum = (name: string): number =>
      recorded.spans.reduce((added, { attributes }) => added + Number(attributes[name] ?? 0), 0);
    expect(sum('gen_ai.usage.input_tokens')).toBe(35);
    expect(sum('gen_ai.usage.cost')).toBeCloseTo(Number(calls['agent']!['bud.usage.cost_usd']), 12);
  });

  it('counts calls that failed, and says nothing where there was none', async () => {
    const recorded = recordCalls();
    const fails = track({ name: 'fails' }, async () =>
      model.client.chat.completions.create({ ...ask, model: 'unknown' }),
    );
    await expect(fails()).rejects.toThrow('400');
    track({ name: 'idle', type: 'agent' }, () => 1)();
    expect(startingWith('bud.usage.', attributesOf(recorded, 'fails'))).toEqual({
      'bud.usage.calls': 1,
      'bud.usage.input_tokens': 0,
      'bud.usage.output_tokens': 0,
      'bud.usage.total_tokens': 0,
    });
    expect(startingWith('bud.usage.', attributesOf(recorded, 'idle'))).toEqual({});
  });

  it('goes to those that are still open when it comes late', async () => {
    const recorded = recordCalls();
    let late: Promise<unknown> | undefined;
    const start = track({ name: 'start' }, () => {
      late = model.client.chat.completions.create(ask).then(() => undefined);
    });
    const whole = track({ name: 'whole' }, async () => {
      start();
      await late;
    });
    await whole();
    expect(attributesOf(recorded, 'start')).not.toHaveProperty('bud.usage.calls');
    expect(attributesOf(recorded, 'whole')).toMatchObject({ 'bud.usage.calls': 1, 'bud.usage.input_tokens': 10 });
  });

  it('takes in what else costs', async () => {
    const recorded = recordCalls();
    const search = track({ name: 'search', type: 'tool' }, async () => {
      recordCost({ usd: 0.1 });
      recordCost({ usd: 0.2 });
      recordCost({ usd: Number.NaN });
    });
    await track({ name: 'agent', type: 'agent' }, async () => {
      await search();
      await model.client.chat.completions.create(ask);
    })();
    recordCost({ usd: 7 });
    expect(startingWith('bud.usage.', attributesOf(recorded, 'search'))).toEqual({ 'bud.usage.cost_usd': 0.3 });
    expect(attributesOf(recorded, 'agent')).toMatchObject({ 'bud.usage.calls': 1, 'bud.usage.cost_usd': 0.300_04 });
  });

  it('stays within a trace', async () => {
    const recorded = recordCalls();
    const apart = track({ name: 'apart', newTrace: true }, async () => model.client.chat.completions.create(ask));
    await track({ name: 'caller' }, async () => apart())();
    expect(attributesOf(recorded, 'apart')).toMatchObject({ 'bud.usage.calls': 1 });
    expect(attributesOf(recorded, 'caller')).not.toHaveProperty('bud.usage.calls');
  });
});

describe('content that the program does not want recorded', () => {
  const options: readonly [string, LlmOptions, boolean][] = [
    ['is not, where it says so', { captureContent: false }, false],
    ['is the function’s own affair, where it says nothing', {}, true],
  ];
  test.each(options)('%s', async (_name, given, isRecorded) => {
    const recorded = recordMarks(given);
    for (const type of ['llm', 'agent', 'embedding', 'retriever', 'tool'])
      track({ name: type, type, params: ['question'] }, (question: string) => `${question}!`)('why');
    for (const { name, attributes } of recorded.spans)
      expect(Object.hasOwn(attributes, 'bud.track.input.question')).toBe(isRecorded || name === 'tool');
    expect(recorded.spans).toHaveLength(5);
  });
});

describe('readMarks', () => {
  it('is over when all who have asked for it have taken it back', () => {
    const [first, second] = [readMarks(), readMarks()];
    onTestFinished(second);
    const recorded = recordCalls();
    first();
    first();
    track({ name: 'one', type: 'tool' }, () => 1)();
    expect(attributesOf(recorded, 'one')).toHaveProperty('gen_ai.tool.name');
  });
});
