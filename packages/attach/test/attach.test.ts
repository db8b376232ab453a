import { describe, expect, it } from 'vitest';
import { attach } from '@bud/attach';
import { traceOf, treeOf, type SpanData } from '@bud/trace';
import { started, type RunOptions } from './program.ts';

/** Records until there is a whole trace that begins with this function. */
async function recorded(
  address: string,
  root: string,
  options: Parameters<typeof attach>[1] = {},
): Promise<readonly SpanData[]> {
  const spans: SpanData[] = [];
  let found: (traceId: string) => void = () => {};
  const complete = new Promise<string>((resolve) => (found = resolve));
  const recording = await attach(address, options, {
    spans(more) {
      spans.push(...more);
      const whole = more.find(
        (span) => span.name === root && span.parentSpanId === undefined && span.durationMs !== undefined,
      );
      if (whole !== undefined && whole.status.code !== 'unset') found(whole.traceId);
    },
  });
  const traceId = await complete;
  await recording.detach();
  return spans.filter((span) => span.traceId === traceId);
}

const tree = `Agent.run(question: "tomatoes") → 2  agent
├─ search(apiKey: "[REDACTED]", query: "tomatoes") → ["about tomatoes","[REDACTED]"]  tool
├─ write(text: "about tomatoes") → "about tomatoes"  llm  2 items
└─ count(words: ["about","tomatoes"]) → 2`;

describe('a program that carries only the gate', () => {
  it.each<RunOptions>([{ format: 'esm' }, { format: 'cjs' }, { minify: false }])('%o', async (options) => {
    const program = await started('garden', options);
    const before = await program.state();
    const spans = await recorded(String(program.pid), 'Agent.run');
    expect(treeOf(traceOf(spans).roots)).toBe(tree);
    await expect.poll(async () => (await program.state())['inspector']).toBe('closed');
    const after = await program.state();
    expect({ ...after, results: 0 }).toEqual({ ...before, results: 0 });
    expect(after['results']).toBeGreaterThan(before['results'] as number);
  });
});

/** Those that are recorded while this many of a kind have ended. */
async function spansOf(
  address: string,
  isEnough: (spans: readonly SpanData[]) => boolean,
): Promise<readonly SpanData[]> {
  const spans: SpanData[] = [];
  let enough: () => void = () => {};
  const done = new Promise<void>((resolve) => (enough = resolve));
  const recording = await attach(
    address,
    {},
    {
      spans(more) {
        spans.push(...more);
        if (isEnough(spans)) enough();
      },
    },
  );
  await done;
  await recording.detach();
  return spans;
}

it('comes into the threads of a program as well', async () => {
  const { pid } = await started('threads');
  const threads = (spans: readonly SpanData[]): number =>
    new Set(spans.map(({ resource }) => resource['service.name'])).size;
  const spans = await spansOf(String(pid), (all) => threads(all) === 2);
  const outputs = spans
    .filter(({ status }) => status.code === 'ok')
    .map(
      ({ resource, attributes }) => `${String(resource['service.name'])}: ${String(attributes['bud.track.output'])}`,
    );
  expect([...new Set(outputs)].toSorted()).toEqual([`process ${pid}, worker 1: 1 🌱`, `process ${pid}: 0 🌱`]);
});

it('comes into the processes of a cluster, and closes all their inspectors', async () => {
  const { pid } = await started('many', { flags: [] });
  const workers = (spans: readonly SpanData[]): number =>
    new Set(spans.map(({ attributes }) => String(attributes['bud.track.output']))).size;
  const spans = await spansOf(String(pid), (all) => workers(all) === 3);
  expect(new Set(spans.map(({ name }) => name))).toEqual(new Set(['answer']));
});

it('joins the recorder that a program has, which loses no span and gains none', async () => {
  const program = await started('recorded', { format: 'cjs' });
  const spans: SpanData[] = [];
  for (let times = 0; times < 5; times += 1)
    spans.push(...(await spansOf(String(program.pid), (all) => all.filter(({ name }) => name === 'outer').length > 3)));
  const { runs, ...seen } = await program.state();
  const count = Number(runs);
  expect(seen).toEqual({
    foreign: 0,
    spans: [count, count, count * 2, count],
    errors: Math.floor(count / 3),
    parents: ['inner < outer', 'later < outer', 'outer < -', 'parts < outer'],
    yields: true,
    open: 0,
  });
  const whole = spans.filter(({ name, status }) => name === 'outer' && status.code === 'ok');
  const shapes = whole.map(({ traceId }) =>
    treeOf(traceOf(spans.filter((span) => span.traceId === traceId)).roots)
      .replaceAll(/\d+/g, 'n')
      .replaceAll(' ✗ Error: third', ' → {}'),
  );
  expect([...new Set(shapes)].toSorted()).toMatchInlineSnapshot(`
    [
      "outer(run: n) → [n,n]
    ├─ inner(part: n) → n
    ├─ inner(part: n) → n
    ├─ parts(run: n)  n items
    └─ later(run: n) → n",
      "outer(run: n) → [n,n]
    ├─ inner(part: n) → n
    ├─ inner(part: n) → n
    ├─ parts(run: n)  n items
    └─ later(run: n) → {}",
    ]
  `);
});
