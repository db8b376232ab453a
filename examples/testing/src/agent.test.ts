import { loadPrices } from '@bud/llm';
import { capture } from '@bud/testing';
import { modelServer, type ModelServer } from '@bud/testing/llm';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { advise } from './agent.js';

// Plays the model: each test says what it answers.
let models: ModelServer;
beforeAll(loadPrices);
beforeEach(async () => {
  models = await modelServer();
  for (const [name, value] of Object.entries(models.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await models.stop();
});

const wantsForecast = {
  tools: [{ name: 'forecast', arguments: { city: 'Rome' } }],
  usage: { inputTokens: 62, outputTokens: 15 },
};
const answer = { text: 'Yes, it will be sunny.', chunkSize: 8, usage: { inputTokens: 95, outputTokens: 8 } };

async function ask(question: string): Promise<string> {
  let text = '';
  for await (const part of advise(question)) text += part;
  return text;
}

test('looks at the weather, and then answers', async () => {
  models.reply(wantsForecast, answer);
  const trace = await capture(() => ask('Do the tomatoes in Rome need water?'));
  expect(trace.result).toBe('Yes, it will be sunny.');
  expect(trace).toHaveCalledTool('forecast', { city: 'Rome' });
  expect(trace.usage).toMatchObject({ inputTokens: 157, outputTokens: 23 });
  expect(trace).toHaveCostLessThan(0.0001);
  expect(trace).toMatchInlineSnapshot(`
    advise(question: "Do the tomatoes in Rome need water?")  agent  5 items
    ├─ chat gpt-4o-mini  llm  62 → 15 tokens  $0.0000183
    ├─ forecast(city: "Rome") → "Rome: sunny, 24 degrees"  tool
    └─ chat gpt-4o-mini  llm  5 items  95 → 8 tokens  $0.0000191
  `);
});

test('says that the model was out of order', async () => {
  models.reply({ error: { status: 400, message: 'no such model' } });
  const trace = await capture(() => ask('Do the tomatoes need water?'));
  expect(trace.find('advise > chat *')).toHaveFailedWith(/no such model/);
  expect(trace).not.toHaveCalledTool('forecast');
});

test('fails where the stream breaks off', async () => {
  models.reply(wantsForecast, { ...answer, breakAfterChunks: 2 });
  const trace = await capture(() => ask('Do the tomatoes in Rome need water?'));
  expect(trace.findAll('advise > chat *').at(-1)).toHaveFailedWith('terminated');
  expect(trace.find('advise')).toHaveFailedWith('terminated');
});

test('stops the model when nobody reads on', async () => {
  models.reply(wantsForecast, answer);
  const trace = await capture(async () => {
    for await (const part of advise('Do the tomatoes in Rome need water?')) if (part !== '') break;
  });
  expect(trace.findAll('advise > chat *').at(-1)).toHaveAttributes({ 'bud.track.end_reason': 'cancelled' });
  expect(trace).toBeOk();
});
