import { track } from '@bud/observe';
import OpenAI from 'openai';
import { expect, it, onTestFinished } from 'vitest';
import { autoInstrument, loadPrices, recordCost } from '@bud/llm';
import { capture } from '@bud/testing';
import '@bud/testing/vitest';
import { useModelClient } from '../../llm/test/model-client.ts';

// The real client, and a server that answers byte for byte the same.
const model = useModelClient();

it('a trace has the tokens and the cost of all calls to models, streamed or not, and of what else has cost', async () => {
  await loadPrices();
  onTestFinished(autoInstrument(OpenAI));
  const ask = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hi' }] };
  const search = track({ name: 'search', type: 'tool' }, () => recordCost({ usd: 0.005 }));
  const answer = track({ name: 'answer', type: 'agent' }, async () => {
    search();
    await model.client.chat.completions.create(ask);
    const stream = await model.client.chat.completions.create({ ...ask, stream: true });
    let words = 0;
    for await (const _chunk of stream) words += 1;
    return words;
  });
  const trace = await capture(answer);
  expect(trace.usage).toEqual({ calls: 2, inputTokens: 20, outputTokens: 4, totalTokens: 24, costUsd: 0.00508 });
  expect(trace.find('answer > chat gpt-4o')?.usage).toMatchObject({ calls: 1, inputTokens: 10 });
  expect(trace).toHaveCostLessThan(0.0051);
  expect(trace).not.toHaveCostLessThan(0.00508);
  expect(trace).toMatchInlineSnapshot(`
    answer → 4  agent
    ├─ search  tool
    ├─ chat gpt-4o  llm  10 → 2 tokens  $0.00004
    └─ chat gpt-4o  llm  4 items  10 → 2 tokens  $0.00004
  `);
});
