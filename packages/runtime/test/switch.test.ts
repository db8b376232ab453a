import { afterEach, expect, it } from 'vitest';
import { __bud } from './handing.ts';
import { setTracking } from '@bud/runtime/otel';
import { site } from './site.ts';
import { traced } from './tracing.ts';

const S_plan = site('plan', 'sync', [], { type: 'agent' });
function plan(): string {
  if (__bud.on && __bud.enter(S_plan)) return __bud.call(S_plan, plan, undefined, []) as string;
  return search();
}

const S_search = site('search', 'sync', [], { type: 'tool', file: 'src/b.ts' });
const search = (): string => {
  const __bud_body = (): string => [...items()].join('');
  return (__bud.on ? __bud.call(S_search, __bud_body, undefined, []) : __bud_body()) as string;
};

const S_items = site('items', 'generator', [], { type: 'tool', file: 'src/b.ts' });
function* items(): Generator<string> {
  if (__bud.on && __bud.enter(S_items))
    return (yield* __bud.iterate(S_items, items, undefined, []) as Generator<string>) as unknown;
  yield 'a';
}

afterEach(() =>
  setTracking({ 'src/a.ts:plan': true, 'src/b.ts': true, 'src/b.ts:search': true, type: { tool: true } }),
);

function treeWith(switches: Parameters<typeof setTracking>[0]): string[] {
  const trace = traced();
  setTracking(switches);
  expect(plan()).toBe('a');
  trace.tracking.stop();
  return trace.tree();
}

it('switches single functions, files and types off and on while the program runs', () => {
  expect(treeWith({})).toEqual(['items < search', 'search < plan', 'plan < -']);
  expect(treeWith({ 'src/a.ts:plan': false })).toEqual(['items < search', 'search < -']);
  expect(treeWith({ 'src/a.ts:plan': true, 'src/b.ts:search': false })).toEqual(['items < plan', 'plan < -']);
  expect(treeWith({ 'src/b.ts': false })).toEqual(['plan < -']);
  expect(treeWith({ 'src/b.ts:search': true })).toEqual(['search < plan', 'plan < -']);
});

it('switches a type off unless a place says otherwise', () => {
  const S_other = site('other', 'sync', [], { type: 'retriever' });
  const trace = traced();
  setTracking({ type: { retriever: false } });
  __bud.call(S_other, () => {}, undefined, []);
  expect(trace.tree()).toEqual([]);
  setTracking({ 'src/a.ts:other': true });
  __bud.call(S_other, () => {}, undefined, []);
  expect(trace.tree()).toEqual(['other < -']);
});

it('refuses a switch that is neither true nor false', () => {
  const wrong = { 'src/a.ts:plan': 'no' } as unknown as Parameters<typeof setTracking>[0];
  expect(() => setTracking(wrong)).toThrow('setTracking() options: "src/a.ts:plan" must be true or false, not "no".');
});

it('leaves as they are the switches that are undefined', () => {
  setTracking({ 'src/a.ts:plan': false });
  expect(treeWith({ 'src/a.ts:plan': undefined, type: { tool: undefined } })).toEqual(['items < search', 'search < -']);
  expect(treeWith({ 'src/a.ts:plan': true, type: undefined })).toHaveLength(3);
});

it('lists the names that no call has matched, and says them when tracking stops', () => {
  const trace = traced();
  setTracking({ 'src/a.ts:plam': true, 'src/c.ts': true, 'src/a.ts:plan': true, type: { agnt: true } });
  plan();
  expect(trace.tracking.unmatched).toEqual(['src/a.ts:plam', 'src/c.ts', 'type.agnt']);
});
