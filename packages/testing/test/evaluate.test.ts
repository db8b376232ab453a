import { track } from '@bud/observe';
import { expect, it } from 'vitest';
import { capture, casesFrom, evaluate } from '@bud/testing';

const shout = track({ name: 'shout', params: ['text'] }, async (text: string) => {
  if (text === 'weeds') throw new RangeError('nothing but weeds');
  return text.toUpperCase();
});

it('tries each case in a capture of its own, judges it, and shows a table', async () => {
  const cases = [
    { name: 'a vegetable', input: 'tomatoes', expected: 'TOMATOES' },
    { input: 'roses', expected: 'roses' },
    { input: 'weeds', expected: 'WEEDS' },
  ];
  const evaluation = await evaluate(shout, cases, {
    exact: ({ output, expected }) => output === expected,
    half: () => 0.5,
    calls: ({ trace }) => trace.spans.length,
    judge: ({ name }) => {
      if (name === '2') throw new Error('no judge');
      return 7;
    },
  });
  expect(evaluation.rows.map(({ name, scores }) => [name, scores])).toEqual([
    ['a vegetable', { exact: 1, half: 0.5, calls: 1, judge: 1 }],
    ['2', { exact: 0, half: 0.5, calls: 1, judge: 0 }],
    ['3', { exact: 0, half: 0.5, calls: 1, judge: 1 }],
  ]);
  expect(evaluation.rows[1]?.reasons).toEqual({ judge: 'no judge' });
  expect(evaluation.means).toEqual({ exact: 1 / 3, half: 0.5, calls: 1, judge: 2 / 3 });
  expect(String(evaluation)).toBe(
    [
      'case         exact  half  calls  judge  tokens  cost  output',
      'a vegetable  100 %  50 %  100 %  100 %  0             "TOMATOES"',
      '2            0 %    50 %  100 %  0 %    0             "ROSES"',
      '3            0 %    50 %  100 %  100 %  0             ✗ nothing but weeds',
      'all          33 %   50 %  100 %  67 %   0',
    ].join('\n'),
  );
});

it('cuts cases from traces: what was taken, and what came of it', async () => {
  const trace = await capture(async () => {
    await shout('tomatoes');
    await shout('weeds').catch(() => {});
  });
  expect(casesFrom([trace, trace], 'shout')).toEqual([
    { name: 'shout 1', input: { text: 'tomatoes' }, expected: 'TOMATOES' },
    { name: 'shout 2', input: { text: 'tomatoes' }, expected: 'TOMATOES' },
  ]);
});
