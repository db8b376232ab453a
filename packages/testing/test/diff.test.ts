import { span, track } from '@bud/observe';
import { expect, it } from 'vitest';
import { capture, diffTraces } from '@bud/testing';

const search = track({ name: 'search', type: 'tool', params: ['query'] }, async (query: string) => {
  if (query === 'weeds') throw new RangeError('nothing but weeds');
  return [query];
});
const answer = (...queries: readonly string[]): Promise<string> =>
  track({ name: 'answer', type: 'agent' }, async () => {
    for (const query of queries) await search(query).catch(() => {});
    span('thinking', () => {});
    return queries.join(' ');
  })();

it('is empty for two runs that do the same', async () => {
  const diff = diffTraces(await capture(() => answer('tomatoes')), await capture(() => answer('tomatoes')));
  expect(diff.isEqual).toBe(true);
  expect(diff.differences).toEqual([]);
});

it('tells what came, went and changed, as data and as one tree', async () => {
  const before = await capture(() => answer('tomatoes', 'roses'));
  const after = await capture(async () => {
    await answer('weeds');
    span('more', () => {});
  });
  const diff = diffTraces(before, after);
  expect(diff.isEqual).toBe(false);
  expect(String(diff)).toMatchInlineSnapshot(`
    "~ answer → "weeds"  agent
    ~     output: "tomatoes roses" → "weeds"
    ~   search(query: "weeds") ✗ RangeError: nothing but weeds  tool
    ~       input.query: "tomatoes" → "weeds"
    ~       output: ["tomatoes"] → undefined
    ~       error: undefined → "RangeError: nothing but weeds"
    -   search(query: "roses") → ["roses"]  tool
        thinking
    + more"
  `);
  expect(diff.differences).toMatchInlineSnapshot(`
    [
      {
        "changes": [
          {
            "after": "weeds",
            "before": "tomatoes roses",
            "what": "output",
          },
        ],
        "kind": "changed",
        "path": "answer",
      },
      {
        "changes": [
          {
            "after": "weeds",
            "before": "tomatoes",
            "what": "input.query",
          },
          {
            "after": undefined,
            "before": [
              "tomatoes",
            ],
            "what": "output",
          },
          {
            "after": "RangeError: nothing but weeds",
            "before": undefined,
            "what": "error",
          },
        ],
        "kind": "changed",
        "path": "answer > search",
      },
      {
        "changes": [],
        "kind": "went",
        "path": "answer > search",
      },
      {
        "changes": [],
        "kind": "came",
        "path": "more",
      },
    ]
  `);
});

it('pairs thousands of spans by name and order, in the time of a test', async () => {
  const steps = (count: number, without: number) => (): void => {
    for (let index = 0; index < count; index++) if (index !== without) span(`step ${index % 7}`, { index }, () => {});
  };
  const diff = diffTraces(await capture(steps(5000, -1)), await capture(steps(5000, 4321)));
  expect(diff.differences).toEqual([{ kind: 'went', path: 'step 2', changes: [] }]);
});
