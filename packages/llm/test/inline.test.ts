import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type OpenAI from 'openai';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import {
  finishSpan,
  getCurrentSpan,
  startSpan,
  traceAgent,
  tracedAgent,
  traceExistingFunction,
  traceLLM,
  traceLLMCall,
  traceOperation,
  traceTool,
} from '@bud/llm';
import { useModelClient } from './model-client.ts';
import { recordCalls, recordMarks, type RecordedCalls } from './recorded.ts';

// The examples of the description of flexible tracing, in TypeScript, with the real client.
const model = useModelClient();

const ask = async (content: string): Promise<OpenAI.ChatCompletion> =>
  model.client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] });

type Recorded = RecordedCalls['spans'][number];
function spanOf({ spans }: RecordedCalls, name: string): Recorded {
  const found = spans.filter((span) => span.name === name);
  expect(found).toHaveLength(1);
  return found[0]!;
}
const parentOf = (recorded: RecordedCalls, span: Recorded): string | undefined =>
  recorded.spans.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId)?.name;

describe('a part of a function', () => {
  test('one call to a model, with attributes of the program', async () => {
    const recorded = recordMarks();
    const processQuery = async (input: string): Promise<string> => {
      const cleaned = input.trim().toLowerCase();
      const response = await traceLLM({ model: 'gpt-4', provider: 'openai' }, async (span) => {
        const completion = await ask(cleaned);
        span.setAttributes({
          'llm.total_tokens': completion.usage?.total_tokens,
          'llm.response': completion.choices[0]?.message.content,
          'llm.choices': completion.choices.map(({ index }) => index),
          'llm.usage': { nested: true },
          api_key: 'Zq9x7Kv2Lm4T',
        });
        return completion;
      });
      return response.choices[0]?.message.content ?? '';
    };
    expect(await processQuery('  Hi ')).toBe('Hello');
    const { kind, status, attributes } = spanOf(recorded, 'chat gpt-4');
    expect([kind, status.code]).toEqual([SpanKind.CLIENT, SpanStatusCode.OK]);
    expect(attributes).toMatchObject({
      'bud.track.type': 'llm',
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-4',
      'gen_ai.provider.name': 'openai',
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.usage.input_tokens': 10,
      'llm.total_tokens': 12,
      'llm.response': 'Hello',
      'llm.choices': [0],
      'llm.usage': '{"nested":true}',
      api_key: '[REDACTED]',
    });
  });

  test('several operations, below the function that runs them, with a client that is instrumented', async () => {
    const recorded = recordCalls();
    const workflow = traceExistingFunction(
      async (query: string) => {
        const enhanced = await traceLLM({ model: 'gpt-3.5-turbo', operation: 'query_enhancement' }, () => ask(query));
        const found = traceOperation('vector_search', { 'search.query': query }, (span) => {
          span.setAttribute('search.results_count', 1);
          return ['note'];
        });
        return traceLLM({ model: 'gpt-4', operation: 'response_generation' }, () =>
          ask(`${found[0]}: ${enhanced.choices[0]?.message.content}`),
        );
      },
      { name: 'workflow', attributes: { team: 'search' } },
    );
    await workflow('Hi');
    expect(spanOf(recorded, 'chat gpt-3.5-turbo').attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'bud.operation': 'query_enhancement',
      'bud.usage.calls': 1,
    });
    expect(spanOf(recorded, 'chat gpt-4').attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
    const search = spanOf(recorded, 'vector_search');
    expect(search.attributes).toMatchObject({ 'search.query': 'Hi', 'search.results_count': 1 });
    expect(parentOf(recorded, search)).toBe('workflow');
    expect(spanOf(recorded, 'workflow').attributes).toMatchObject({
      team: 'search',
      'bud.usage.calls': 2,
      'bud.usage.total_tokens': 24,
    });
  });

  test('an agent and its tool, and what fails in it', async () => {
    const recorded = recordMarks();
    const failure = new RangeError('no station');
    const turn = traceAgent({ name: 'gardener', type: 'planner', operation: 'answer' }, async () =>
      traceTool({ name: 'forecast', callId: 'call_1' }, () => {
        throw failure;
      }),
    );
    await expect(turn).rejects.toBe(failure);
    expect(spanOf(recorded, 'invoke_agent gardener').attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'gardener',
      'agent.type': 'planner',
      'bud.operation': 'answer',
    });
    const tool = spanOf(recorded, 'execute_tool forecast');
    expect([tool.kind, tool.status.code]).toEqual([SpanKind.INTERNAL, SpanStatusCode.ERROR]);
    expect(tool.attributes).toMatchObject({ 'gen_ai.tool.name': 'forecast', 'gen_ai.tool.call.id': 'call_1' });
    expect(parentOf(recorded, tool)).toBe('invoke_agent gardener');
  });

  it('ends with the stream that it gives', async () => {
    const recorded = recordMarks();
    const stream = await traceLLM({ model: 'gpt-4o' }, () =>
      model.client.chat.completions.create({
        model: 'gpt-4o',
        messages: [],
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    expect(recorded.spans).toEqual([]);
    for await (const _ of stream);
    expect(spanOf(recorded, 'chat gpt-4o').attributes).toMatchObject({ 'gen_ai.usage.output_tokens': 2 });
  });

  it('just runs while nobody listens', () => {
    const seen = traceLLM({ model: 'gpt-4' }, (span) => {
      span.setAttribute('a', 1).addEvent('b').recordException(new Error('c')).setStatus('ok').end();
      return span.isRecording;
    });
    expect(seen).toBe(false);
    expect(() => traceTool({ name: 'x' }, () => JSON.parse('{'))).toThrow(SyntaxError);
    finishSpan(startSpan('nobody'));
    expect(getCurrentSpan().isRecording).toBe(false);
  });
});

describe('spans by hand', () => {
  test('a batch, and one for each of its queries', () => {
    const recorded = recordCalls();
    trace.setGlobalTracerProvider(recorded.tracerProvider);
    onTestFinished(() => trace.disable());
    const batch = startSpan('batch', { attributes: { 'batch.size': 3 } });
    for (const [index, query] of ['a', 'b'].entries()) {
      const span = startSpan(`query_${index}`, { parent: batch, attributes: { 'query.text': query } });
      if (index === 0) finishSpan(span.setStatus('ok'));
      else finishSpan(span, { error: new TypeError('no answer') });
    }
    {
      using last = startSpan('query_2', { parent: batch.spanContext });
      last.addEvent('asked', { at: 1 });
    }
    finishSpan(batch);
    for (const name of ['query_0', 'query_1', 'query_2'])
      expect(parentOf(recorded, spanOf(recorded, name))).toBe('batch');
    const failed = spanOf(recorded, 'query_1');
    expect(failed.status).toEqual({ code: SpanStatusCode.ERROR, message: 'no answer' });
    expect(failed.attributes).toMatchObject({ 'error.type': 'TypeError', 'query.text': 'b' });
    expect(spanOf(recorded, 'query_2').events).toMatchObject([{ name: 'asked', attributes: { at: 1 } }]);
  });

  test('the one that runs now is written to from anywhere', () => {
    const recorded = recordCalls();
    traceOperation('lookup', {}, () => void getCurrentSpan().setAttribute('db.results_count', 4));
    expect(spanOf(recorded, 'lookup').attributes).toHaveProperty('db.results_count', 4);
  });
});

describe('what is traced from outside', () => {
  test('a function that calls a model', async () => {
    const recorded = recordMarks();
    const traced = traceLLMCall(ask, { model: 'gpt-4', provider: 'openai' });
    expect((await traced('Hi')).id).toBe('chatcmpl-1');
    const { kind, attributes } = spanOf(recorded, 'chat gpt-4');
    expect(kind).toBe(SpanKind.CLIENT);
    expect(attributes).toMatchObject({ 'gen_ai.usage.output_tokens': 2, 'gen_ai.provider.name': 'openai' });
  });

  class Gardener {
    readonly #plants: readonly string[] = ['tomato'];
    readonly fixed = Object.freeze({ hello: () => 'hello' });

    answer(question: string): string {
      return `${this.#plants[0]}: ${question}`;
    }

    get count(): number {
      return this.#plants.length;
    }

    self(): this {
      return this;
    }
  }

  test('an agent: its methods make spans, and it passes for the same', () => {
    const recorded = recordMarks();
    const agent = new Gardener();
    const traced = tracedAgent(agent, { type: 'custom' });
    expect(traced).toBeInstanceOf(Gardener);
    expect(traced.answer('Why?')).toBe('tomato: Why?');
    expect(traced.answer).toBe(traced.answer);
    expect([traced.count, traced.fixed, traced.constructor]).toEqual([1, agent.fixed, Gardener]);
    expect(tracedAgent(agent.fixed).hello()).toBe('hello');
    expect(traced.self()).toBe(agent);
    const [span] = recorded.spans;
    expect(span?.name).toBe('invoke_agent Gardener');
    expect(span?.attributes).toMatchObject({ 'agent.type': 'custom', 'agent.method': 'answer', 'agent.args_count': 1 });
  });
});

test('what a program sets is protected as everywhere: a header by its own name, a list by its limits', () => {
  const recorded = recordMarks();
  traceOperation('search', { 'http.request.header.x-api-key': 'plain words', many: Array(1000).fill(1) }, () => 1);
  const { attributes } = recorded.spans[0]!;
  expect(attributes['http.request.header.x-api-key']).toBe('[REDACTED]');
  expect(attributes['many']).toEqual(expect.any(String));
  expect(attributes['bud.json_schema']).toEqual(['many']);
});
