import { configure, memoryExporter } from '@bud/observe';
import OpenAI from 'openai';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { autoInstrument, type LlmOptions } from '@bud/llm';
import { expectMessageShapes } from '../../../test/studies/llm/message-shape.ts';
import { useModelClient } from './model-client.ts';

const model = useModelClient();
afterEach(() => vi.unstubAllEnvs());

const variable = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';
const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'Hi' }] };
const content = ['gen_ai.input.messages', 'gen_ai.output.messages'];

function record(options: LlmOptions): ReturnType<typeof memoryExporter> {
  const memory = memoryExporter();
  const { shutdown } = configure({ export: [memory], exitTimeoutMs: 100 });
  const uninstrument = autoInstrument(OpenAI, options);
  onTestFinished(async () => {
    uninstrument();
    await shutdown();
  });
  return memory;
}

const messagesIn = (attributes: object = {}): readonly string[] =>
  Object.keys(attributes).filter((name) => name.endsWith('.messages'));

test.each<[LlmOptions, string, { readonly span: boolean; readonly event: boolean }]>([
  [{ captureContent: true }, '', { span: true, event: false }],
  [{ captureContent: true, contentIn: 'event' }, '', { span: false, event: true }],
  [{ captureContent: true, contentIn: 'both' }, '', { span: true, event: true }],
  [{ captureContent: true, contentIn: 'span' }, 'event_only', { span: true, event: false }],
  [{}, 'EVENT_ONLY', { span: false, event: true }],
  [{}, 'span_and_event', { span: true, event: true }],
  [{}, 'span_only', { span: true, event: false }],
  [{ contentIn: 'event' }, 'no_content', { span: false, event: false }],
  [{ captureContent: false, contentIn: 'both' }, '', { span: false, event: false }],
])('%o and "%s" record messages where they say', async (options, said, { span, event }) => {
  vi.stubEnv(variable, said);
  const memory = record(options);
  await model.client.chat.completions.create(asked);
  expect(messagesIn(memory.spans[0]?.attributes)).toEqual(span ? content : []);
  await vi.waitFor(() => expect(memory.logs).toHaveLength(event ? 1 : 0));
  expect(messagesIn(memory.logs[0]?.attributes)).toEqual(event ? content : []);
});

test('the event says what the span says, of a stream when it is over', async () => {
  const memory = record({ captureContent: true, contentIn: 'both' });
  for await (const _chunk of await model.client.chat.completions.create({ ...asked, stream: true }));
  await vi.waitFor(() => expect(memory.logs).toHaveLength(1));
  const [[span], [event]] = [memory.spans, memory.logs];
  expect(event).toMatchObject({
    eventName: 'gen_ai.client.inference.operation.details',
    spanContext: { traceId: span?.spanContext().traceId, spanId: span?.spanContext().spanId },
  });
  const ofSpan = Object.entries(span?.attributes ?? {}).filter(([name]) => /^(?:gen_ai|server)\./.test(name));
  expect(event?.attributes).toMatchObject(Object.fromEntries(ofSpan));
  expectMessageShapes(event?.attributes ?? {});
});

test('secrets are in it no more than on the span', async () => {
  const memory = record({ captureContent: true, contentIn: 'event' });
  const secret = 'sk-proj-0123456789abcdefghijklmnopqrstuv';
  await model.client.chat.completions.create({ ...asked, messages: [{ role: 'user', content: `use ${secret}` }] });
  await vi.waitFor(() => expect(memory.logs).toHaveLength(1));
  expect(memory.logs[0]?.attributes['gen_ai.input.messages']).toContain('use [REDACTED]');
  expect(JSON.stringify([memory.logs[0]?.attributes, memory.spans[0]?.attributes])).not.toContain(secret);
});

test('a call that fails tells what it was given', async () => {
  const memory = record({ captureContent: true, contentIn: 'event' });
  const failing = new OpenAI({ apiKey: 'none', maxRetries: 0, fetch: async () => new Response('{}', { status: 500 }) });
  await expect(failing.chat.completions.create(asked)).rejects.toThrow('500');
  await vi.waitFor(() => expect(memory.logs).toHaveLength(1));
  expect(messagesIn(memory.logs[0]?.attributes)).toEqual(['gen_ai.input.messages']);
  expect(memory.logs[0]?.attributes).toMatchObject({
    'error.type': 'InternalServerError',
    'gen_ai.request.model': 'gpt-4o-mini',
  });
});
