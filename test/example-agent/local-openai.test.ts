import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { connect, type Connection } from '../../examples/agent/src/connection.ts';
import { toolDefinitions } from '../../examples/agent/src/tools.ts';

const tools = [...toolDefinitions];
const question = { role: 'user', content: 'Can I plant tomatoes outside in Graz this week?' } as const;
let local: Connection;

beforeAll(async () => {
  local = await connect({});
});
afterAll(() => local.close());

const complete = (body: object): Promise<unknown> =>
  local.client.chat.completions.create({ model: local.model, messages: [question], ...body }).asResponse();

async function listed<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('chat completions', () => {
  test('a question without tools is answered', async () => {
    const completion = await local.client.chat.completions.create({ model: local.model, messages: [question] });
    expect(completion).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
      usage: { prompt_tokens: 9 },
    });
    expect(completion.choices[0]?.message.content).toBe('I only know gardens: name a plant and a city.');
  });

  test('tools are called with arguments from the question, and their results are in the answer', async () => {
    const { client, model } = local;
    const asked = await client.chat.completions.create({ model, messages: [question], tools });
    const [choice] = asked.choices;
    expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
    const calls = choice?.message.tool_calls?.filter((call) => call.type === 'function') ?? [];
    expect(calls.map((call) => call.function)).toEqual([
      { name: 'get_forecast', arguments: '{"city":"Graz"}' },
      { name: 'read_plant_card', arguments: '{"plant":"tomato"}' },
    ]);

    const results = ['{"city":"Graz","station":"Vienna","lowestC":7}', '{"plant":"tomato","needsC":10}'];
    const answered = await client.chat.completions.create({
      model,
      tools,
      messages: [
        { role: 'system', content: 'Notes:\n- Tomatoes: Harden tomatoes off first.\n- Slugs: Use copper.' },
        question,
        { role: 'assistant', tool_calls: calls },
        ...calls.map(({ id }, index) => ({ role: 'tool', tool_call_id: id, content: results[index] ?? '' }) as const),
      ],
    });
    expect(answered.choices[0]?.message.content).toBe(
      'Not yet: nights in Graz go down to 7 °C this week (measured in Vienna), and tomato wants at least 10 °C. ' +
        'Harden tomatoes off first.',
    );
  });

  test('a stream sends the same answer word by word, and the usage if it is asked for', async () => {
    const { client, model } = local;
    const messages = [{ role: 'system', content: '- Slugs: Copper keeps slugs away.' }, question] as const;
    const stream = await client.chat.completions.create({
      model,
      messages: [...messages, { role: 'user', content: 'And slugs?' }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await listed(stream);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content)).toEqual([
      ...['', 'Copper', ' keeps', ' slugs', ' away.'],
      ...[undefined, undefined],
    ]);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(4);
  });

  test('tool calls can be streamed too', async () => {
    const stream = local.client.chat.completions.stream({ model: local.model, messages: [question], tools });
    const { message, finish_reason: reason } = (await stream.finalChatCompletion()).choices[0] ?? {};
    expect(reason).toBe('tool_calls');
    expect(message?.tool_calls?.map((call) => call.function.arguments)).toEqual([
      '{"city":"Graz"}',
      '{"plant":"tomato"}',
    ]);
  });

  test('a client that leaves a stream early leaves the server running', async () => {
    const stream = await local.client.chat.completions.create({
      model: local.model,
      messages: [question],
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content !== '') break;
    await expect(complete({})).resolves.toMatchObject({ status: 200 });
  });
});

describe('embeddings', () => {
  test('a packed and a plain vector are the same, and shared words mean closeness', async () => {
    const { client, embeddingModel: model } = local;
    const input = ['planting tomatoes', 'tomato plants', 'slugs'];
    const packed = await client.embeddings.create({ model, input });
    const plain = await client.embeddings.create({ model, input, encoding_format: 'float' });
    const vectors = packed.data.map(({ embedding }) => embedding);
    expect(vectors).toEqual(plain.data.map(({ embedding }) => embedding.map(Math.fround)));
    const [first = [], second = [], third = []] = vectors;
    const closeness = (other: readonly number[]): number => first.reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0);
    expect(closeness(second)).toBeGreaterThan(closeness(third));
  });

  test('an input that is no string is refused', async () => {
    const request = local.client.embeddings.create({ model: local.embeddingModel, input: [[1, 2]] });
    await expect(request).rejects.toMatchObject({ status: 400, param: 'input' });
  });
});

describe('errors', () => {
  test('401 for a wrong key', async () => {
    const stranger = local.client.withOptions({ apiKey: 'wrong' });
    const request = stranger.chat.completions.create({ model: local.model, messages: [question] });
    await expect(request).rejects.toMatchObject({
      status: 401,
      code: 'invalid_api_key',
      type: 'invalid_request_error',
    });
  });

  test('401 without a key', async () => {
    const response = await fetch(`${local.client.baseURL}/embeddings`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: null, type: 'invalid_request_error' } });
  });

  test('404 for an unknown model', async () => {
    await expect(complete({ model: 'huge' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  test('404 for an unknown path, 405 for a known one with another method', async () => {
    await expect(local.client.files.list()).rejects.toMatchObject({ status: 404, code: 'unknown_url' });
    await expect(local.client.get('/embeddings')).rejects.toMatchObject({ status: 405 });
  });

  test('400 for a body that is no chat', async () => {
    await expect(complete({ messages: [] })).rejects.toMatchObject({ status: 400, param: 'messages' });
    await expect(complete({ messages: [{ content: 'no role' }] })).rejects.toMatchObject({ status: 400 });
    const headers = { authorization: `Bearer ${local.client.apiKey}` };
    const broken = await fetch(`${local.client.baseURL}/embeddings`, { method: 'POST', body: '{"mod', headers });
    expect(broken.status).toBe(400);
  });
});
