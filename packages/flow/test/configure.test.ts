import { flow, flowIds, getFlowLog } from '@bud/flow';
import { configure, createObserve, span } from '@bud/observe';
import { expect, test } from 'vitest';
import { story } from './schema.ts';

test('flows are an option of configure, until it is shut down', async () => {
  const { shutdown } = configure({ export: false, flow: { enabled: true, level: 'info' } });
  flow.run({ id: '42' }, () => span('inner', () => {}));
  expect(story(getFlowLog('42')?.events)).toEqual([
    'entry flow.run',
    'entry span.inner',
    'exit span.inner',
    'exit flow.run',
  ]);
  await shutdown();
  expect(flowIds()).toEqual([]);
});

test('mistakes in it are told with all others', () => {
  const wrong = { level: 'loud', sise: 3 } as object;
  expect(() => configure({ export: false, pendingAfterMs: -1, flow: wrong })).toThrow(
    /^configure\(\) options: "pendingAfterMs" must be .*; "flow\.level" must be one of trace, .*, not "loud"; unknown option "flow\.sise" \(accepted: flow\.enabled, .*\)\.$/,
  );
  expect(() => configure({ flow: 7 as unknown as object })).toThrow('"flow" must be an object, not 7');
  expect(() => createObserve({ export: false, flow: { enabled: true } })).toThrow(
    '"flow" is an option of `configure()` alone, and where `@bud/flow` is imported',
  );
});
