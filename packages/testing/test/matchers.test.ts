import { span, track } from '@bud/observe';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { capture, expectTrace, type Expectation, type Trace } from '@bud/testing';

// What holds, and what a person is told when something does not: each message has the tree, with the difference marked.
let trace: Trace;
let long: Trace;
let empty: Trace;
beforeAll(async () => {
  const search = track(
    { name: 'search', type: 'tool', params: ['query', 'limit'] },
    async (query: string, _limit: number) => {
      if (query === 'weeds') throw new RangeError('nothing but weeds');
      return [`about ${query}`];
    },
  );
  const book = track({ name: 'book', type: 'tool', params: ['request'] }, (request: object) => request);
  const answer = track({ name: 'Agent.run', type: 'agent', params: ['question'] }, async (question: string) => {
    await search(question, 3);
    await search('weeds', 1).catch(() => {});
    book({ day: 'Monday', guests: [{ name: 'Ada' }] });
    span('thinking', (open) => open.addEvent('half way', { step: 1 }));
    return 'an answer';
  });
  trace = await capture(() => answer('tomatoes'));
  long = await capture(() => {
    for (let index = 0; index < 60; index++) span(`step ${index}`, () => {});
    span('goal', { size: 3 }, () => {});
    for (let index = 60; index < 90; index++) span(`step ${index}`, () => {});
  });
  empty = await capture(() => {});
});

type Case = readonly [name: string, run: (matchers: (subject?: unknown) => Expectation) => void];

const holds: readonly Case[] = [
  ['a span by name', (of) => of().toHaveSpan('search')],
  ['a span by path', (of) => of().toHaveSpan('Agent.run > search')],
  ['a span by a pattern', (of) => of().toHaveSpan('Agent.* > sea*')],
  ['a span with attributes', (of) => of().toHaveSpan('search', { 'bud.track.input.limit': 3 })],
  ['a tool', (of) => of().toHaveCalledTool('search')],
  ['a tool with arguments', (of) => of().toHaveCalledTool('search', { query: 'tomatoes', limit: 3 })],
  ['a tool with a matcher', (of) => of().toHaveCalledTool('search', { query: expect.stringContaining('tom') })],
  ['a tool with a pattern', (of) => of().toHaveCalledTool('search', { query: /^weed/ })],
  ['a tool with one object', (of) => of().toHaveCalledTool('book', { guests: [{ name: 'Ada' }] })],
  ['a tool below a span', (of) => of(trace.find('Agent.run')).toHaveCalledTool('book')],
  ['attributes', (of) => of(trace.find('search')).toHaveAttributes({ 'bud.track.type': 'tool' })],
  ['an event', (of) => of(trace.find('thinking')).toHaveEvent('half way', { step: 1 })],
  ['no failure', (of) => of(trace.find('thinking')).toBeOk()],
  ['a failure by class', (of) => of().toHaveFailedWith(RangeError)],
  ['a failure by name', (of) => of().toHaveFailedWith('RangeError')],
  ['a failure by message', (of) => of().toHaveFailedWith(/but weeds$/)],
  ['a child by path', (of) => of(trace.find('search')).toHaveBeenChildOf('Agent.run')],
  ['a child of a span', (of) => of(trace.find('search')).toHaveBeenChildOf(trace.roots[0]!)],
  ['cost', (of) => of().toHaveCostLessThan(0.01)],
];

const fails: readonly Case[] = [
  ['a span that is spelled otherwise', (of) => of().toHaveSpan('serach')],
  ['a span that is not there', (of) => of().toHaveSpan('cooking')],
  ['a span elsewhere', (of) => of().toHaveSpan('thinking > search')],
  ['a span with other attributes', (of) => of().toHaveSpan('search', { 'bud.track.input.limit': 4 })],
  ['a span in a long trace', (of) => of(long).toHaveSpan('goal', { size: 4 })],
  ['a span of nothing', (of) => of(empty).toHaveSpan('search')],
  ['a tool that is spelled otherwise', (of) => of().toHaveCalledTool('serch')],
  ['a tool with other arguments', (of) => of().toHaveCalledTool('search', { query: 'potatoes' })],
  ['a tool with a matcher', (of) => of().toHaveCalledTool('search', { query: expect.stringContaining('potatoes') })],
  ['a tool with a pattern', (of) => of().toHaveCalledTool('search', { query: /potatoes/ })],
  ['a tool with a missing argument', (of) => of().toHaveCalledTool('search', { language: 'en' })],
  ['a tool with one object', (of) => of().toHaveCalledTool('book', { guests: [{ name: 'Bob' }] })],
  ['a tool with more guests', (of) => of().toHaveCalledTool('book', { guests: [] })],
  ['other attributes', (of) => of(trace.find('search')).toHaveAttributes({ 'bud.track.input.limit': 4 })],
  [
    'attributes that are called otherwise',
    (of) => of(trace.find('search')).toHaveAttributes({ 'bud.track.input.limt': 3 }),
  ],
  ['an event that is not there', (of) => of(trace.find('thinking')).toHaveEvent('done')],
  ['an event where there is none', (of) => of(trace.find('search')).toHaveEvent('done')],
  ['an event with other attributes', (of) => of(trace.find('thinking')).toHaveEvent('half way', { step: 2 })],
  ['failures', (of) => of().toBeOk()],
  ['another class', (of) => of().toHaveFailedWith(TypeError)],
  ['another message', (of) => of().toHaveFailedWith(/roses/)],
  ['no failure at all', (of) => of(long).toHaveFailedWith(TypeError)],
  ['another parent', (of) => of(trace.find('search')).toHaveBeenChildOf('thinking')],
  ['a root', (of) => of(trace.roots[0]).toHaveBeenChildOf('thinking')],
  ['cost', (of) => of().toHaveCostLessThan(0)],
];

const unwanted: readonly Case[] = [
  ['a span', (of) => of().not.toHaveSpan('search')],
  ['a tool', (of) => of().not.toHaveCalledTool('book', { day: 'Monday' })],
  ['attributes', (of) => of(trace.find('search')).not.toHaveAttributes({ 'bud.track.input.limit': 3 })],
  ['an event', (of) => of(trace.find('thinking')).not.toHaveEvent('half way')],
  ['no failure', (of) => of(long).not.toBeOk()],
  ['a failure', (of) => of().not.toHaveFailedWith(RangeError)],
  ['a child', (of) => of(trace.find('search')).not.toHaveBeenChildOf('Agent.run')],
  ['cost', (of) => of().not.toHaveCostLessThan(1)],
];

const matchersOf = (subject: unknown = trace): Expectation => expectTrace(subject);

test.each(holds)('%s', (_name, run) => {
  expect(() => run(matchersOf)).not.toThrow();
});

const messageOf = (run: Case[1]): string => {
  try {
    run(matchersOf);
  } catch (error) {
    expect((error as Error).name).toBe('AssertionError');
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
};

it('says what was expected, what was there, and where they differ', async () => {
  const said = fails.map(([name, run]) => `=== ${name}\n\n${messageOf(run)}\n`);
  await expect(said.join('\n')).toMatchFileSnapshot('messages/fails.txt');
});

it('says what was there and should not have been', async () => {
  const said = unwanted.map(([name, run]) => `=== ${name}\n\n${messageOf(run)}\n`);
  await expect(said.join('\n')).toMatchFileSnapshot('messages/unwanted.txt');
});

it('fits on a screen', () => {
  for (const [, run] of [...fails, ...unwanted]) expect(messageOf(run).split('\n').length).toBeLessThan(40);
});

describe('a wrong subject', () => {
  it('is an error that says what to give', () => {
    expect(() => expectTrace(trace.find('nowhere')).toBeOk()).toThrow(
      'toBeOk() takes what `capture()` gave, or one of its spans, not undefined (was no span found?).',
    );
    expect(() => expectTrace(long).toHaveAttributes({})).toThrow(
      "toHaveAttributes() is about one span, and the trace has 91 at its top: give it `trace.find('name')`.",
    );
  });
});
