import OpenAI from 'openai';
import { expect, it } from 'vitest';
import { modelServer } from '@bud/testing/llm';

const usage = { inputTokens: 12, outputTokens: 3 };

async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'x-api-key': 'scripted', 'anthropic-version': '2023-06-01' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return await response.json();
}

it('answers as OpenAI does: text, tools, a stream, in the order of the script', async () => {
  await using models = await modelServer(
    { tools: [{ name: 'forecast', arguments: { city: 'Vienna' }, id: 'call_1' }], usage },
    { text: 'It will be sunny.', usage, chunkSize: 6 },
  );
  const client = new OpenAI({ baseURL: models.openaiUrl, apiKey: 'scripted', maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'How will it be?' }];
  const first = await client.chat.completions.create({ model: 'gpt-4o', messages });
  expect(first.choices[0]?.message.tool_calls).toMatchObject([
    { id: 'call_1', function: { name: 'forecast', arguments: '{"city":"Vienna"}' } },
  ]);
  expect(first.usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 });
  const stream = await client.chat.completions.create({
    model: 'gpt-4o',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const parts: string[] = [];
  let total: number | undefined;
  for await (const { choices, usage: used } of stream) {
    if (choices[0]?.delta.content) parts.push(choices[0].delta.content);
    total = used?.total_tokens ?? total;
  }
  expect(parts).toEqual(['It wil', 'l be s', 'unny.']);
  expect(total).toBe(15);
  expect(models.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/chat/completions']);
});

it('answers as Anthropic and Gemini do', async () => {
  await using models = await modelServer({ text: 'Hello', usage }, { text: 'Hallo', usage });
  const asked = { model: 'claude-sonnet-4-5', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] };
  expect(await post(`${models.url}/v1/messages`, asked)).toMatchObject({
    content: [{ type: 'text', text: 'Hello' }],
    usage: { input_tokens: 12, output_tokens: 3 },
  });
  const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];
  expect(await post(`${models.url}/v1beta/models/gemini-2.5-flash:generateContent`, { contents })).toMatchObject({
    candidates: [{ content: { parts: [{ text: 'Hallo' }] } }],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 3 },
  });
});

it('answers what is asked for, fails as told, and tells what has no answer', async () => {
  await using models = await modelServer(
    { when: 'roses', text: 'red' },
    { when: /tom/, error: { status: 429, message: 'slow down' } },
  );
  const client = new OpenAI({ baseURL: models.openaiUrl, apiKey: 'scripted', maxRetries: 0 });
  const ask = (content: string): Promise<OpenAI.ChatCompletion> =>
    client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
  await expect(ask('tomatoes')).rejects.toThrow('429');
  expect((await ask('roses')).choices[0]?.message.content).toBe('red');
  await expect(ask('roses')).rejects.toThrow('503');
  models.reply({ text: 'white' });
  expect((await ask('roses')).choices[0]?.message.content).toBe('white');
});

it('breaks a stream off', async () => {
  await using models = await modelServer({ text: 'It will be sunny.', chunkSize: 4, breakAfterChunks: 3 });
  const client = new OpenAI({ baseURL: models.openaiUrl, apiKey: 'scripted', maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'How will it be?' }];
  const chunks: (string | null | undefined)[] = [];
  const read = async (): Promise<void> => {
    const stream = await client.chat.completions.create({ model: 'gpt-4o', messages, stream: true });
    for await (const { choices } of stream) chunks.push(choices[0]?.delta.content);
  };
  await expect(read()).rejects.toThrow('terminated');
  expect(chunks).toEqual(['', 'It w', 'ill ']);
});
