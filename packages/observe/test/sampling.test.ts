import * as bud from '@bud/observe';
import type { MemoryExporter, SamplingOptions, Observing } from '@bud/observe';
import { afterEach, expect, it } from 'vitest';

let observing: Observing | undefined;
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
});

function sampled(sampling: SamplingOptions): MemoryExporter {
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], sampling });
  return memory;
}

const namesOf = ({ spans }: MemoryExporter): readonly string[] => spans.map(({ name }) => name);

it('keeps a part of all traces, whole ones', () => {
  const memory = sampled({ ratio: 0.25 });
  for (let trace = 0; trace < 2000; trace += 1) bud.span('root', () => bud.span('child').end());
  const roots = namesOf(memory).filter((name) => name === 'root').length;
  expect(memory.spans).toHaveLength(roots * 2);
  // Ten standard deviations around 500.
  expect(roots).toBeGreaterThan(300);
  expect(roots).toBeLessThan(700);
});

it('records nothing at 0, and reads nothing', () => {
  const memory = sampled({ ratio: 0 });
  const read: string[] = [];
  const values = {
    get question() {
      read.push('question');
      return 'why';
    },
  };
  bud.span('Asking {question}', values).end();
  expect(memory.spans).toEqual([]);
  expect(read).toEqual([]);
});

it('drops spans of a type, and of a function, with everything below them', () => {
  const memory = sampled({ types: { tool: 0 }, sites: { ask: 0 } });
  const tool = bud.track({ name: 'tool', type: 'tool' }, () => bud.span('below the tool').end());
  const ask = bud.track({ name: 'ask the model', type: 'llm' }, function ask() {
    bud.span('below the model').end();
  });
  const plan = bud.track({ name: 'plan', type: 'agent' }, () => {
    tool();
    ask();
    bud.span('beside them').end();
  });
  plan();
  expect(namesOf(memory)).toEqual(['beside them', 'plan']);
});

it('keeps traces in which something failed, and no other, at a ratio of 0', async () => {
  const memory = sampled({ ratio: 0, keepErrors: true });
  await bud.span('fine', async () => bud.span('child').end());
  await bud.span('outer', async () => {
    await bud.span('failing', async () => Promise.reject(new Error('no'))).catch(() => {});
    bud.span('later').end();
  });
  expect(namesOf(memory)).toEqual(['failing', 'later', 'outer']);
});

it('keeps slow traces, with spans that ended after their root', async () => {
  const memory = sampled({ ratio: 0, keepSlowerThanMs: 20 });
  bud.span('fast').end();
  let late: bud.OpenSpan | undefined;
  bud.span('slow', () => {
    late = bud.span('late');
    const end = performance.now() + 30;
    while (performance.now() < end);
  });
  expect(namesOf(memory)).toEqual([]);
  late?.end();
  expect(namesOf(memory)).toEqual(['slow', 'late']);
});

it('keeps what comes late to a trace that was kept', async () => {
  const memory = sampled({ ratio: 0, keepErrors: true });
  const open = bud.span('open');
  const parent = open.span.spanContext();
  bud.span('failed', {}, { parent }).recordException(new Error('no')).end();
  await observing?.flush();
  bud.span('later', {}, { parent }).end();
  open.end();
  expect(namesOf(memory)).toEqual(['failed', 'later', 'open']);
});

it('decides on what is held when everything is flushed', async () => {
  const memory = sampled({ ratio: 1, keepErrors: true });
  const open = bud.span('open');
  bud.span('child', {}, { parent: open.span.spanContext() }).end();
  expect(namesOf(memory)).toEqual([]);
  await observing?.flush();
  expect(namesOf(memory)).toEqual(['child']);
  open.end();
  expect(namesOf(memory)).toEqual(['child', 'open']);
});
