import * as bud from '@bud/observe';
import type { Observing } from '@bud/observe';
import { afterEach, expect, it } from 'vitest';

let observing: Observing | undefined;
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
});

const spanIn = (conventions: bud.ObserveOptions['conventions'] & {}): Readonly<Record<string, unknown>> => {
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], conventions });
  const ask = bud.track(
    { name: 'ask', type: 'llm', params: ['messages', 'apiKey'], tags: ['a'] },
    (..._given: readonly [object, string]) => ({
      answer: 42,
      tokens: [1],
    }),
  );
  bud.withAttributes({ 'session.id': 's-1', 'gen_ai.request.model': 'small' }, () =>
    ask([{ role: 'user', content: 'why' }], 'sk'),
  );
  return memory.spans[0]?.attributes ?? {};
};

it('openinference has kind, input, output, session and model', () => {
  expect(spanIn(['openinference'])).toMatchObject({
    'openinference.span.kind': 'LLM',
    'input.value': '{"apiKey":"[REDACTED]","messages":[{"role":"user","content":"why"}]}',
    'input.mime_type': 'application/json',
    'output.value': '{"answer":42,"tokens":[1]}',
    'session.id': 's-1',
    'llm.model_name': 'small',
    'tag.tags': ['a'],
  });
});

it('langfuse has type, input, output, level, session and model', () => {
  expect(spanIn(['langfuse'])).toMatchObject({
    'langfuse.observation.type': 'generation',
    'langfuse.observation.input': '{"apiKey":"[REDACTED]","messages":[{"role":"user","content":"why"}]}',
    'langfuse.observation.output': '{"answer":42,"tokens":[1]}',
    'langfuse.observation.level': 'DEFAULT',
    'langfuse.observation.model.name': 'small',
    'langfuse.session.id': 's-1',
    'langfuse.trace.tags': ['a'],
  });
});

it('one of the program adds what it wants, its failures stay here, and ours are never replaced', () => {
  const attributes = spanIn([
    { name: 'mine', attributes: ({ name }) => ({ 'my.name': name, 'bud.track.type': 'other' }) },
    {
      name: 'failing',
      attributes() {
        throw new Error('no');
      },
    },
  ]);
  expect(attributes).toMatchObject({ 'my.name': 'ask', 'bud.track.type': 'llm' });
  expect(observing?.failures).toBe(1);
});

it('that nobody knows is an error', () => {
  expect(() => spanIn(['openinferenc'])).toThrow(
    'configure() options: unknown convention "openinferenc" (did you mean "openinference"?).',
  );
  expect(() => spanIn(['phoenix'])).toThrow(
    'configure() options: unknown convention "phoenix" (accepted: openinference, langfuse, `genai(…)` and `vercel()` from `@bud/llm/conventions`).',
  );
});
