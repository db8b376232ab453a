import { expect, test } from 'vitest';

import { instrument, type Rule } from '../src/index.ts';

const code = `
export async function plan(goal) { return () => goal }
function helper() {}
export class Agent {
  constructor() {}
  get state() { return 1 }
  async run() { items.map((x) => x) }
  #step() {}
  static make() {}
}
function* walk() {}
export { walk }
`;

function reached(...rules: readonly Rule[]): readonly string[] {
  return instrument(code, 'src/agents/agent.mjs', { rules }).sites.map((site) => site.name);
}

test('a bare star reaches every function of every kind', () => {
  expect(reached({ functions: '*' })).toEqual([
    'plan',
    'plan.<anonymous>',
    'helper',
    'Agent.constructor',
    'Agent.get state',
    'Agent.run',
    'Agent.run.<anonymous>',
    'Agent.#step',
    'Agent.make',
    'walk',
  ]);
});

test('other patterns leave constructors, accessors and anonymous functions alone unless they name them', () => {
  expect(reached({ functions: 'Agent.*' })).toEqual(['Agent.run', 'Agent.#step', 'Agent.make']);
  expect(reached({ functions: ['Agent.constructor', '*.get *'] })).toEqual(['Agent.constructor', 'Agent.get state']);
});

test('a rule narrows by file, export, async and generator', () => {
  expect(reached({ files: 'src/tools/**', functions: '*' })).toEqual([]);
  expect(reached({ files: 'src/agents/*.mjs', functions: 'pl*' })).toEqual(['plan']);
  expect(reached({ exported: true, functions: ['plan', 'helper', 'walk', 'Agent.run'] })).toEqual([
    'plan',
    'Agent.run',
    'walk',
  ]);
  expect(reached({ async: true })).toEqual(['plan', 'Agent.run']);
  expect(reached({ generator: true })).toEqual(['walk']);
});

test('later rules win key by key, and a mark wins over rules', () => {
  const rules: readonly Rule[] = [
    { functions: '*', type: 'chain', tags: ['all'], attributes: { a: 1, b: 1 } },
    { functions: 'f', type: 'tool', attributes: { b: 2 } },
  ];
  const [site] = instrument('/* @track name=g attributes.c=3 */ function f() {}', 'a.mjs', { rules }).sites;
  expect(site).toMatchObject({ name: 'g', type: 'tool', tags: ['all'], attributes: { a: 1, b: 2, c: 3 } });
});

test('off wins wherever it stands', () => {
  expect(
    reached(
      { functions: '*' },
      { functions: 'Agent.*', off: true },
      { functions: ['plan.*', '*.constructor', '*.get *', '*.<anonymous>'], off: true },
    ),
  ).toEqual(['plan', 'helper', 'walk']);
  expect(instrument('// @track off\nfunction f() {}', 'a.mjs', { rules: [{ functions: '*' }] }).changed).toBe(false);
});

test('an instrumented file says which rules reached a function', () => {
  const rules = [{ functions: 'nothing' }, { functions: 'helper' }, { files: 'other/**' }];
  expect(instrument(code, 'a.mjs', { rules }).rules).toEqual([1]);
});

test('a glob that begins with ! takes away', () => {
  expect(reached({ functions: ['*', '!Agent.*', '!*<anonymous>'] })).toEqual(['plan', 'helper', 'walk']);
  expect(reached({ files: ['src/**', '!src/agents/**'], functions: '*' })).toEqual([]);
  expect(reached({ files: '!lib/**', functions: 'plan' })).toEqual(['plan']);
});
