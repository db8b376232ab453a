// oxlint-disable vitest/no-standalone-expect -- `test` is that of @bud/testing/vitest
import { track } from '@bud/observe';
import { describe, expect } from 'vitest';
import { capture, matchers } from '@bud/testing';
import { test } from '@bud/testing/vitest';

const search = track({ name: 'search', type: 'tool', params: ['query'] }, async (query: string) => [query]);

test('the fixture has what the test has done until now', async ({ trace }) => {
  expect(trace.spans).toEqual([]);
  await search('tomatoes');
  expect(trace).toHaveCalledTool('search', { query: expect.stringContaining('tom') });
  expect(trace.find('search')).toBeOk();
  await search('roses');
  expect(trace.spans).toHaveLength(2);
});

test('the exporter has the spans of the test that have ended', async ({ trace, exporter }) => {
  await search('tomatoes');
  exporter.assertHasSpan('search', { 'bud.track.input.query': 'tomatoes' });
  expect(exporter.getFinishedSpans()).toHaveLength(trace.spans.length);
});

describe.concurrent('tests at the same time', () => {
  test.for([1, 2, 3, 4])('have traces of their own: %d', async (count, { trace, expect: local }) => {
    for (let index = 0; index < count; index++) await search(`query ${index} of ${count}`);
    local(trace.spans.map(({ input }) => input['query'])).toEqual(
      Array.from({ length: count }, (_, index) => `query ${index} of ${count}`),
    );
  });
});

test('a trace is its tree in every kind of snapshot', async () => {
  const trace = await capture(() => search('tomatoes'));
  expect(trace).toMatchTrace();
  expect(trace).toMatchTrace('with a hint');
  expect(trace).toMatchInlineSnapshot(`search(query: "tomatoes") → ["tomatoes"]  tool`);
});

test('what does not hold fails, with the tree', async ({ trace }) => {
  await search('tomatoes');
  expect(() => expect(trace).toHaveSpan('serach')).toThrow(
    'Expected a span `serach`, and there is none; did you mean `search`?\n\nsearch(query: "tomatoes") → ["tomatoes"]  tool',
  );
  expect(() => expect(trace).not.toHaveSpan('search')).toThrow('Expected no span `search`.');
  for (const name of Object.keys(matchers)) expect(expect(trace)).toHaveProperty(name, expect.any(Function));
});
