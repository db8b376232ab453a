import { configure, memoryExporter } from '@bud/observe';
import OpenAI from 'openai';
import { afterEach, expect, test, vi } from 'vitest';
import { autoInstrument, type LlmOptions } from '@bud/llm';
import { track } from '@bud/runtime/track';

afterEach(() => vi.unstubAllEnvs());

const answer = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'gpt-4o',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello!' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
};

/** What is recorded of a call by a function that is marked as one, and what is said on the console. */
async function recordedWith(
  { captureContent, ...exports }: { readonly captureContent?: boolean; readonly url?: string },
  options: LlmOptions = {},
): Promise<{ readonly content: boolean; readonly input: unknown; readonly said: number }> {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  // The client first: what the SDK is told afterwards holds as well.
  const uninstrument = autoInstrument(OpenAI, options);
  const memory = memoryExporter();
  const { shutdown } = configure({
    export: [memory, ...(exports.url === undefined ? [] : [{ otlp: { url: exports.url } }])],
    ...(captureContent !== undefined && { captureContent }),
    exitTimeoutMs: 100,
  });
  const client = new OpenAI({ apiKey: 'none', fetch: async () => Response.json(answer) });
  const ask = track({ name: 'ask', type: 'llm' }, async (question: string) =>
    client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: question }] }),
  );
  await ask('Hi');
  await ask('Again');
  uninstrument();
  const { spans } = memory;
  await shutdown();
  const of = (name: string): Readonly<Record<string, unknown>> =>
    spans.find((span) => span.name === name)?.attributes ?? {};
  const messages = said.mock.calls.filter(([message]) => String(message).includes('What is said to models')).length;
  said.mockRestore();
  return {
    content: 'gen_ai.input.messages' in of('chat gpt-4o'),
    input: Object.keys(of('ask')).find((key) => key.startsWith('bud.track.input')),
    said: messages,
  };
}

const elsewhere = { url: 'http://127.0.0.1:1' };

test('while everything stays here, content is recorded, and that is said once', async () => {
  expect(await recordedWith({})).toMatchObject({ content: true, input: 'bud.track.input.0', said: 1 });
});

test.each<[string, Parameters<typeof recordedWith>, boolean]>([
  ['the SDK sends it elsewhere', [elsewhere], false],
  ['the SDK is told to', [{ ...elsewhere, captureContent: true }], true],
  ['the SDK is told not to', [{ captureContent: false }], false],
  ['the client is told otherwise than the SDK', [{ captureContent: false }, { captureContent: true }], true],
])('content is recorded as was said: %s', async (_what, args, content) => {
  expect(await recordedWith(...args)).toMatchObject({ content, said: 0 });
});

test.each([
  ['production', { NODE_ENV: 'production' }, false, 0],
  ['the variable of OpenTelemetry says no', { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'false' }, false, 0],
  ['the variable of the SDK says yes', { NODE_ENV: 'production', BUD_OBSERVE_CAPTURE_CONTENT: 'true' }, true, 0],
])('%s', async (_what, variables, content, said) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  expect(await recordedWith({})).toMatchObject({ content, said });
});

test('what functions marked as calls of models take is hidden with it, when the SDK is told so', async () => {
  expect(await recordedWith({ captureContent: false })).toMatchObject({ input: undefined });
});

test.each<[LlmOptions, readonly string[]]>([
  [{}, ['gen_ai.input.messages', 'gen_ai.output.messages', 'gen_ai.tool.definitions']],
  [{ captureInput: false }, ['gen_ai.output.messages']],
  [{ captureOutputs: false }, ['gen_ai.input.messages', 'gen_ai.tool.definitions']],
  [
    { captureInput: true, captureInputs: false, captureOutput: false },
    ['gen_ai.input.messages', 'gen_ai.tool.definitions'],
  ],
  [{ captureContent: false, captureInput: true }, []],
])('%o records of the content of a call what was asked for', async (options, recorded) => {
  const memory = memoryExporter();
  const { shutdown } = configure({ export: [memory], exitTimeoutMs: 100 });
  const uninstrument = autoInstrument(OpenAI, { captureContent: true, ...options });
  const client = new OpenAI({ apiKey: 'none', fetch: async () => Response.json(answer) });
  const tools = [{ type: 'function' as const, function: { name: 'weather' } }];
  await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], tools });
  uninstrument();
  const [span] = memory.spans;
  await shutdown();
  const names = Object.keys(span?.attributes ?? {});
  expect(names.filter((name) => /messages|definitions/.test(name)).toSorted()).toEqual(recorded);
});
