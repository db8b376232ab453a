import { test } from '@bud/testing/vitest'; // each test has a trace of its own
import { expect } from 'vitest';
import { reportFrom, type Sources } from './report.js';

const sources: Sources = {
  weather: async () => 'sunny',
  plants: async () => ['tulips', 'roses'],
};

async function fails(): Promise<never> {
  throw new RangeError('nothing grows there');
}

test('asks for both at once, and writes', async ({ trace }) => {
  expect(await reportFrom(sources).execute('Rome')).toBe('tulips and roses: it is sunny');
  expect(trace).toBeOk();
  expect(trace).toHaveSpan('parallel.execute > plants.execute');
  expect(trace).toMatchInlineSnapshot(`
    sequence.execute(input: "Rome") → "tulips and roses: it is sunny"  sequence
    ├─ parallel.execute(input: "Rome") → ["sunny",["tulips","roses"]]  parallel
    │  ├─ fallback(retry(weather)).execute(input: "Rome") → "sunny"  fallback
    │  │  └─ retry(weather).execute(input: "Rome") → "sunny"  retry
    │  │     └─ weather.execute(input: "Rome") → "sunny"  tool
    │  └─ plants.execute(input: "Rome") → ["tulips","roses"]  tool
    └─ write.execute(input: ["sunny",["tulips","roses"]]) → "tulips and roses: it is sunny"  step
  `);
});

test('asks for the weather again when that has failed', async ({ trace }) => {
  let calls = 0;
  const weather = async (): Promise<string> => {
    calls += 1;
    if (calls === 1) throw new Error('busy');
    return 'sunny';
  };
  await reportFrom({ ...sources, weather }).execute('Rome');
  const [first, second] = trace.findAll('retry(weather).execute > weather.execute');
  expect(first).toHaveFailedWith('busy');
  expect(second).toBeOk();
});

test('takes the usual weather when nobody knows it', async ({ trace }) => {
  expect(await reportFrom({ ...sources, weather: fails }).execute('Rome')).toContain('as it usually is');
  expect(trace).toHaveSpan('* > usual weather.execute');
});

test('fails without plants, and writes nothing', async ({ trace }) => {
  await expect(reportFrom({ ...sources, plants: fails }).execute('Rome')).rejects.toThrow('nothing grows there');
  expect(trace.find('* > plants.execute')).toHaveFailedWith(RangeError);
  expect(trace).not.toHaveSpan('* > write.execute');
});
