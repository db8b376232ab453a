/** One of every form that the compiler treats in its own way, and a suite that reaches some of what they do, or all. */
const agent = `import { join } from './join';
/** @track */
export function plan(goal: string, steps = 1): string {
  if (goal === '') return 'none';
  return steps > 1 ? goal : join(goal, steps);
}
/** @track */
export const ask = async (question: string): Promise<string> => question.toUpperCase();
/** @track */
export const short = (question: string): string => question.trim();
/** @track */
export async function load(id: number): Promise<number> {
  if (id > 100) {
    return 0;
  }
  return id + 1;
}
/** @track */
export function* count(to: number): Generator<number> {
  for (let at = 0; at < to; at++) yield at;
}
/** @track */
export class Agent {
  #seen = 0;
  constructor(readonly name: string) {}
  run(task: string): string {
    this.#seen += 1;
    return join(task, this.#seen);
  }
  async wait(task: string): Promise<string> {
    return await Promise.resolve(this.#step(task));
  }
  static of(name: string): Agent {
    return new Agent(name);
  }
  #step(task: string): string {
    return task;
  }
}
export const tools = {
  /** @track */
  search(query: string): string[] {
    return query.split(' ');
  },
  /** @track */
  async fetch(url: string): Promise<string> {
    if (url === '') {
      throw new Error('none');
    }
    return url;
  },
  /** @track */
  *lines(text: string): Generator<string> {
    yield* text.split('\\n');
  },
};
export const twice = [1, 2].map(/* @track */ (each) => each * 2);
/** @track */
export const first = ([one]: number[]): number => one ?? 0;
const useValue = (value: string): string => value;
const memo = <Made>(made: Made): Made => made;
/** @track */
export function useText(text: string, { size = 1 }: { size?: number } = {}): string {
  if (text === '') return useValue('none');
  return useValue(text) + size;
}
/** @track */
export const useShort = (text: string): string => useValue(text.trim());
/** @track */
export const Row = memo(function Row(props: { text: string }) {
  return useValue(props.text);
});
export function useList(items: readonly string[]): string {
  /** @track */
  const each = (item: string): string => (item === '' ? 'none' : item);
  return useValue(items.map(each).join());
}
`;

const use = `export async function use({ plan, ask, short, load, count, Agent, tools, first, useText, useShort, Row, useList }, all) {
  const agent = Agent.of('a');
  const seen = [plan('a'), await ask('b'), short(' c '), await load(1), [...count(2)], agent.run('t'), await agent.wait('w')];
  seen.push(tools.search('a b'), await tools.fetch('u'), [...tools.lines('a')], first([1]));
  seen.push(useText('a'), useShort(' b '), Row({ text: 'c' }), useList(['d']));
  if (all) seen.push(useText('', { size: 2 }), useList(['']));
  if (all) seen.push(plan(''), plan('b', 2), await load(101), await tools.fetch('').catch(String), first([]));
  return seen.length;
}
`;

const body = `expect(await use(agent, process.env.REACHES_ALL === 'true')).toBeGreaterThan(10);`;

/** The files of a project whose suite every tool can run. */
export const suiteFiles: Readonly<Record<string, string>> = {
  'src/agent.ts': agent,
  'src/join.ts': 'export const join = (text: string, more: number): string => text + more;\n',
  'use.mjs': use,
  'use.cjs': use.replace('export async function', 'exports.use = async function'),
  'vitest/agent.test.ts': `import { expect, test } from 'vitest';
import * as agent from '../src/agent';
import { use } from '../use.mjs';
test('agent', async () => { ${body} });
`,
  'jest/agent.test.ts': `import * as agent from '../src/agent';
const { use } = require('../use.cjs');
test('agent', async () => { ${body} });
`,
  'node/agent.test.mjs': `import { test } from 'node:test';
import * as agent from '../src/agent.ts';
import { use } from '../use.mjs';
test('agent', async () => { await use(agent, process.env.REACHES_ALL === 'true'); });
`,
};
