import OpenAI from 'openai';
import { SamplingDecision, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { autoInstrument, BudgetExceededError, loadPrices, recordCost, traceLLM, withBudget } from '@bud/llm';
import { startTracking } from '@bud/runtime/otel';
import { track } from '@bud/runtime/track';
import { useModelClient } from './model-client.ts';
import { recordCalls } from './recorded.ts';

// The real client and a server that says what each call takes: 10 tokens in, 2 out, $0.00004.
const model = useModelClient();
beforeAll(loadPrices);
afterEach(() => {
  model.server.bodies.length = 0;
});

const ask = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hi' }] };
const call = async (): Promise<unknown> => model.client.chat.completions.create(ask);
const calls = (): number => model.server.bodies.length;

describe('a budget', () => {
  it('lets the call that reaches it through, and sends no later one', async () => {
    const recorded = recordCalls();
    const error = await withBudget({ tokens: 20 }, async () => {
      await call();
      await call();
      await call();
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BudgetExceededError);
    expect(error).toMatchObject({
      name: 'BudgetExceededError',
      message: 'the budget of 20 tokens is used up: 24 tokens',
      limits: { tokens: 20 },
      spent: { tokens: 24, usd: 0.00008 },
    });
    expect(calls()).toBe(2);
    expect(recorded.spans.map(({ attributes }) => attributes['error.type'])).toEqual([
      undefined,
      undefined,
      'BudgetExceededError',
    ]);
    expect(recorded.tracking).toMatchObject({ openCount: 0, failureCount: 0 });
  });

  it.each([
    [
      'an async generator',
      async function* () {
        yield await call();
      },
    ],
    [
      'a generator',
      function* () {
        yield call();
      },
    ],
  ])('refuses %s that is marked as a call of a model, and runs nothing of it', async (_kind, generator) => {
    const recorded = recordCalls();
    const ask = track({ name: 'ask', type: 'llm' }, generator as () => AsyncGenerator);
    await withBudget({ tokens: 5 }, async () => {
      await call();
      await expect((async () => ask().next())()).rejects.toThrow('the budget of 5 tokens is used up');
    });
    expect(calls()).toBe(1);
    expect(recorded.spans.at(-1)).toMatchObject({
      name: 'ask',
      attributes: { 'error.type': 'BudgetExceededError' },
    });
    expect(recorded.tracking).toMatchObject({ openCount: 0, failureCount: 0 });
  });

  it('counts dollars, and what else costs', async () => {
    recordCalls();
    const spent = track({ name: 'search' }, () => recordCost({ usd: 0.5 }));
    await withBudget({ usd: 0.1 }, async () => {
      await call();
      spent();
      await expect(call()).rejects.toThrow('the budget of $0.1 is used up: $0.50004');
    });
    expect(calls()).toBe(1);
  });

  it('holds for the smallest of those around, and for nothing outside', async () => {
    recordCalls();
    await withBudget({ tokens: 1000 }, async () => {
      await withBudget({ tokens: 5 }, async () => {
        await call();
        await expect(call()).rejects.toThrow('the budget of 5 tokens is used up');
      });
      await call();
    });
    await call();
    expect(calls()).toBe(3);
  });

  it('hands what runs a signal, which is aborted with the error', async () => {
    recordCalls();
    await withBudget({ tokens: 5 }, async (signal) => {
      expect(signal.aborted).toBe(false);
      await call();
      expect(signal.reason).toBeInstanceOf(BudgetExceededError);
    });
  });

  it('aborts calls that run, and tells why', async () => {
    recordCalls();
    const aborted = vi.fn<() => void>();
    const error = await withBudget({ tokens: 5 }, async () => {
      const slow = fetchNever(aborted).chat.completions.create(ask);
      await call();
      return await slow;
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BudgetExceededError);
    expect((error as BudgetExceededError).cause).toBeInstanceOf(OpenAI.APIUserAbortError);
    expect(aborted).toHaveBeenCalledOnce();
  });

  it('keeps a signal of the program', async () => {
    recordCalls();
    const controller = new AbortController();
    const running = withBudget({ tokens: 100 }, async () =>
      fetchNever().chat.completions.create(ask, { signal: controller.signal }),
    );
    controller.abort();
    await expect(running).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
  });

  it('counts calls that are not sampled', async () => {
    const tracerProvider = new TracerProvider({
      sampler: { shouldSample: () => ({ decision: SamplingDecision.NOT_RECORD }), toString: () => 'never' },
    });
    const recorded = recordCalls({}, class Other extends OpenAI {});
    recorded.tracking.stop();
    const tracking = startTracking({ tracerProvider });
    const stop = autoInstrument(OpenAI);
    onTestFinished(() => {
      stop();
      tracking.stop();
    });
    await withBudget({ tokens: 5 }, async () => {
      await call();
      await expect(call()).rejects.toBeInstanceOf(BudgetExceededError);
    });
    expect(calls()).toBe(1);
  });

  it('also holds for calls that the program makes itself', () => {
    recordCalls();
    const answer = {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'gpt-4o',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 4 },
    };
    const body = vi.fn<() => unknown>(() => answer);
    const own = track({ name: 'own', type: 'llm' }, body);
    withBudget({ tokens: 5 }, () => {
      own();
      expect(own).toThrow(BudgetExceededError);
      expect(() => traceLLM({ model: 'small' }, () => answer)).toThrow(BudgetExceededError);
    });
    expect(body).toHaveBeenCalledOnce();
  });

  it.each([[{}], [{ usd: 0 }], [{ tokens: Number.NaN }], [{ usd: -1 }]])('refuses %j', (limits) => {
    expect(() => withBudget(limits, () => 1)).toThrow(TypeError);
  });

  it('says once that it limits nothing while nothing is recorded', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    expect(withBudget({ usd: 1 }, () => 'done') + withBudget({ usd: 1 }, () => ' twice')).toBe('done twice');
    expect(warn.mock.calls).toEqual([[expect.stringContaining('withBudget() limits nothing')]]);
  });
});

/** A client of a server that never answers. */
function fetchNever(onAbort = (): void => {}): OpenAI {
  const fetch = async (_url: unknown, init?: RequestInit): Promise<Response> =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => {
        onAbort();
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
  return new OpenAI({ apiKey: 'none', maxRetries: 0, fetch });
}
