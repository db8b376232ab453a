import { tracingChannel } from 'node:diagnostics_channel';
import { create, type InstrumentationConfig } from '@apm-js-collab/code-transformer';
import { instrument } from '@bud/transform';
import { expect, test } from 'vitest';
import { observeRun } from '../fixtures/observe-run.ts';
import { recordSpans } from '../fixtures/record-spans.ts';

const code = `/** @track */
export async function ask(question, { model = 'small' } = {}) {
  await null;
  return question + model;
}
export class Agent {
  /** @track */
  run(step) { return step + 1; }
}
export const run = async () => [await ask('why '), await ask('how ', { model: 'big' }), new Agent().run(1)];
`;
const file = 'src/ask.mjs';
const matcher = create([
  { ...inModule('ask'), functionQuery: { functionName: 'ask', kind: 'Async' } },
  { ...inModule('run'), functionQuery: { className: 'Agent', methodName: 'run', kind: 'Sync' } },
]);
const plain = { value: ['why small', 'how big', 2] };

function inModule(channelName: string): Pick<InstrumentationConfig, 'channelName' | 'module'> {
  return { channelName, module: { name: 'shop', versionRange: '*', filePath: file } };
}

function withChannels(text: string): string {
  const transformer = matcher.getTransformer('shop', '1.0.0', file);
  if (transformer === undefined) throw new Error('orchestrion has no such module');
  return transformer.transform(text, 'esm').code;
}

/** Both at work in one module: what it returned, the spans, and how often each channel told of a start. */
async function runWithBoth(name: string, text: string, isOn: boolean): Promise<readonly unknown[]> {
  const starts = { ask: 0, run: 0 };
  const subscriptions = (['ask', 'run'] as const).map((channel) => {
    const handlers = { start: () => void (starts[channel] += 1) };
    const handled = tracingChannel(`orchestrion:shop:${channel}`);
    handled.start.subscribe(handlers.start);
    return () => handled.start.unsubscribe(handlers.start);
  });
  const observe = (): ReturnType<typeof observeRun> =>
    observeRun(`orchestrion/${name}`, { code: text, extension: 'mjs' });
  const { result, spans } = isOn ? await recordSpans(observe) : { result: await observe(), spans: [] };
  for (const unsubscribe of subscriptions) unsubscribe();
  return [result, spans.map((span) => span.name), starts];
}

// Orchestrion takes a function's body into a function of its own, so a tracked function that enters itself a second
// time goes through the channel twice while tracking is on. Results and spans are right, the channel's count is not.
test('orchestrion after Bud Track', async () => {
  const both = withChannels(instrument(code, file).code);
  expect(await runWithBoth('behind-off', both, false)).toEqual([plain, [], { ask: 2, run: 1 }]);
  expect(await runWithBoth('behind-on', both, true)).toEqual([plain, ['ask', 'ask', 'Agent.run'], { ask: 4, run: 2 }]);
});

// It prints the program without its comments, so that only rules reach the functions.
test('orchestrion in front of Bud Track', async () => {
  const printed = withChannels(code);
  expect(instrument(printed, file).changed).toBe(false);
  const both = instrument(printed, file, { rules: [{ functions: ['ask', 'Agent.run'] }] }).code;
  expect(await runWithBoth('front-off', both, false)).toEqual([plain, [], { ask: 2, run: 1 }]);
  expect(await runWithBoth('front-on', both, true)).toEqual([plain, ['ask', 'ask', 'Agent.run'], { ask: 2, run: 1 }]);
});
