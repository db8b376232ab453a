import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordCalls, type RecordedCalls } from '../../../packages/llm/test/recorded.ts';
import { install } from '../../install.mjs';
import { classOf, clientOf } from './clients/ollama.mjs';
import { startModelServer } from './model-server.mjs';

/** The calls that these tests make of a client. */
interface Client {
  chat(body: object): Promise<AsyncIterable<unknown>>;
  generate(body: object): Promise<unknown>;
}

let server: Awaited<ReturnType<typeof startModelServer>>;
let client: Client;
beforeAll(async () => {
  await install('test/studies/llm');
  server = await startModelServer();
  const name: string = 'ollama-0';
  // Proof of the casts: a package that is installed beside this file, and has the methods above.
  client = clientOf(classOf((await import(name)) as never), server) as Client;
}, 240_000);
afterAll(() => server.close());

const ask = { model: 'llama3.2', messages: [{ role: 'user', content: 'Hi' }] };
const attributesOf = ({ spans }: RecordedCalls): Readonly<Record<string, unknown>> => spans.at(-1)!.attributes;
const read = (recorded: RecordedCalls, name: string): unknown => JSON.parse(String(attributesOf(recorded)[name]));

it('a call is a span, of a server that costs nothing', async () => {
  const recorded = recordCalls({}, client);
  await client.chat({ ...ask, format: 'json', options: { temperature: 0, top_k: 3, num_predict: 9, stop: ['.'] } });
  expect(recorded.spans.map((span) => span.name)).toEqual(['chat llama3.2']);
  expect(attributesOf(recorded)).toMatchObject({
    'gen_ai.provider.name': 'ollama',
    'gen_ai.request.temperature': 0,
    'gen_ai.request.top_k': 3,
    'gen_ai.request.max_tokens': 9,
    'gen_ai.request.stop_sequences': ['.'],
    'gen_ai.output.type': 'json',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 2,
    'server.port': Number(new URL(server.origin).port),
  });
  expect(attributesOf(recorded)).not.toHaveProperty('gen_ai.usage.cost');
});

it('what was said is recorded, whole or streamed', async () => {
  const recorded = recordCalls({ captureContent: true }, client);
  const messages = [
    { role: 'user', content: 'What is this?', images: ['AAAA'] },
    { role: 'assistant', content: '', tool_calls: [{ function: { name: 'weather', arguments: { city: 'Rome' } } }] },
    { role: 'tool', content: 'sunny' },
  ];
  for await (const _ of await client.chat({ ...ask, messages, think: true, stream: true }));
  expect(read(recorded, 'gen_ai.input.messages')).toEqual([
    {
      role: 'user',
      parts: [
        { type: 'text', content: 'What is this?' },
        { type: 'blob', modality: 'image', content: '[4 characters of base64]' },
      ],
    },
    { role: 'assistant', parts: [{ type: 'tool_call', name: 'weather', arguments: { city: 'Rome' } }] },
    { role: 'tool', parts: [{ type: 'tool_call_response', response: 'sunny' }] },
  ]);
  const parts = [
    { type: 'reasoning', content: 'How?' },
    { type: 'text', content: 'Grüß dich 👋' },
  ];
  expect(read(recorded, 'gen_ai.output.messages')).toEqual([{ role: 'assistant', parts, finish_reason: 'stop' }]);
  await client.generate({ model: 'llama3.2', prompt: 'Hi', system: 'Be short' });
  expect(recorded.spans.at(-1)?.name).toBe('text_completion llama3.2');
  expect(read(recorded, 'gen_ai.system_instructions')).toEqual([{ type: 'text', content: 'Be short' }]);
  expect(read(recorded, 'gen_ai.output.messages')).toEqual([
    { role: 'assistant', parts: [{ type: 'text', content: 'Grüß dich 👋' }], finish_reason: 'stop' },
  ]);
});
