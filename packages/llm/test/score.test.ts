import { diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { expect, it, onTestFinished, vi } from 'vitest';
import { configure, memoryExporter } from '@bud/observe';
import { score, traceLLM } from '@bud/llm';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

function record(): ReturnType<typeof memoryExporter> {
  const memory = memoryExporter();
  const { shutdown } = configure({ export: [memory] });
  onTestFinished(shutdown);
  return memory;
}

it('belongs to a span that has ended, whatever is left of it', async () => {
  const memory = record();
  const inline = traceLLM({ model: 'small' }, (span) => span);
  const [ended] = memory.spans;
  const { traceId, spanId } = ended!.spanContext();
  for (const target of [
    inline,
    inline.spanContext,
    `00-${traceId}-${spanId}-01`,
    trace.wrapSpanContext(ended!.spanContext()),
  ])
    score(target, { name: 'thumbs', value: 1 });
  await vi.waitFor(() => expect(memory.logs).toHaveLength(4));
  for (const { spanContext } of memory.logs) expect(spanContext).toMatchObject({ traceId, spanId });
});

it('says what the conventions have it say', async () => {
  const memory = record();
  score(traceparent, {
    name: 'helpfulness',
    value: 0.2,
    label: 'bad',
    explanation: 'it printed sk-proj-0123456789abcdefghijklmnopqrstuv',
    attributes: { 'user.id': 'u-1', 'rater.kind': { human: true } },
  });
  await vi.waitFor(() => expect(memory.logs).toHaveLength(1));
  const [{ eventName, attributes, spanContext } = expect.fail()] = memory.logs;
  expect(eventName).toBe('gen_ai.evaluation.result');
  expect(spanContext).toMatchObject({ traceId: traceparent.slice(3, 35), spanId: '00f067aa0ba902b7', isRemote: true });
  expect(attributes).toMatchObject({
    'gen_ai.evaluation.name': 'helpfulness',
    'gen_ai.evaluation.score.value': 0.2,
    'gen_ai.evaluation.score.label': 'bad',
    'gen_ai.evaluation.explanation': 'it printed [REDACTED]',
    'user.id': 'u-1',
    'rater.kind': '{"human":true}',
  });
});

it.each([
  ['00-00000000000000000000000000000000-00f067aa0ba902b7-01', { name: 'thumbs', value: 1 }],
  ['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', { name: 'thumbs', value: 1 }],
  ['yesterday', { name: 'thumbs', value: 1 }],
  [traceparent, { name: 'thumbs' }],
])('%s with %j is reported, and recorded nowhere', (target, scored) => {
  const memory = record();
  const error = vi.fn<(message: string) => void>();
  diag.setLogger(
    { error, warn() {}, info() {}, debug() {}, verbose() {} },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  onTestFinished(() => diag.disable());
  score(target, scored);
  expect(error.mock.calls).toEqual([[expect.stringMatching(/^score\(\): .*(?:yesterday|thumbs|00f067aa0ba902b7)/)]]);
  expect(memory.logs).toEqual([]);
});

it('a later version of traceparent may say more', async () => {
  const memory = record();
  score(`01${traceparent.slice(2)}-more`, { name: 'thumbs', label: 'up' });
  await vi.waitFor(() => expect(memory.logs).toHaveLength(1));
});
