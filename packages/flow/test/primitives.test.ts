import {
  branch,
  cache,
  configureFlow,
  fallback,
  flow,
  getFlowLog,
  InstrumentedPrimitive,
  parallel,
  pipe,
  retry,
  sequence,
  step,
  timeout,
  WorkflowContext,
  type Execution,
  type Primitive,
} from '@bud/flow';
import { configure, memoryExporter } from '@bud/observe';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { SimulatedClock } from './simulated-clock.ts';
import { story } from './schema.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).toReversed()) await each();
});

function recorded(): ReturnType<typeof memoryExporter> {
  const exporter = memoryExporter();
  undo.push(configure({ export: [exporter] }).shutdown);
  undo.push(configureFlow({ enabled: true, level: 'debug' }).stop);
  return exporter;
}

const trim = step('trim', (text: string) => text.trim());
const count = step('count', (text: string) => text.length);
const fails = (name: string, error: unknown = new Error(name)): Primitive<unknown, never> =>
  step(name, () => Promise.reject(error as Error));

test('what one gives is what the next takes, and the compiler knows', async () => {
  const length = sequence(trim, count);
  expectTypeOf(length).toEqualTypeOf<Primitive<string, number>>();
  expectTypeOf(
    pipe(
      length,
      step('sign', (value: number) => value > 1),
    ),
  ).toEqualTypeOf<Primitive<string, boolean>>();
  expectTypeOf(parallel([trim, count])).toEqualTypeOf<Primitive<string, readonly [string, number]>>();
  expectTypeOf(
    branch((text: string) => (text === '' ? 'a' : 'b'), { a: trim, b: count }).execute,
  ).returns.toEqualTypeOf<Promise<string | number>>();
  expectTypeOf(cache(retry(timeout(fallback(trim), 5)))).toEqualTypeOf<Primitive<string, string>>();
  // @ts-expect-error -- a number is no string
  sequence(count, trim);
  const sign = step('sign', (value: number) => value > 1);
  // @ts-expect-error -- nor here
  pipe(trim, sign);
  expect(await length.execute(' ab ')).toBe(2);
});

test('spans, checkpoints and step logs come by themselves', async () => {
  const exporter = recorded();
  const context = new WorkflowContext({ workflowId: 'w' });
  await flow.run({ id: '42' }, () => sequence(trim, parallel([count, trim])).execute(' ab ', { context }));
  expect(story(getFlowLog('42')?.events)).toEqual([
    'entry flow.run',
    'entry sequence.execute',
    'metric sequence.execute',
    'entry step.trim.execute',
    'exit step.trim.execute',
    'metric sequence.execute',
    'entry parallel.execute',
    'metric parallel.execute',
    'entry step.count.execute',
    'entry step.trim.execute',
    'exit step.count.execute',
    'exit step.trim.execute',
    'metric parallel.execute',
    'exit parallel.execute',
    'metric sequence.execute',
    'metric sequence.execute',
    'exit sequence.execute',
    'exit flow.run',
  ]);
  expect(context.checkpoints.map(({ name }) => name)).toEqual([
    'sequence_start',
    'step_0_trim',
    'parallel_start',
    'parallel_end',
    'step_1_parallel',
    'sequence_end',
  ]);
  const named = (name: string): (typeof exporter.spans)[number] | undefined =>
    exporter.spans.find((each) => each.name === name);
  const [own, both] = [named('sequence.execute'), named('parallel.execute')];
  expect(own?.attributes).toMatchObject({
    'primitive.name': 'sequence',
    'primitive.type': 'sequence',
    'primitive.status': 'success',
    'primitive.duration_ms': expect.any(Number),
    'workflow.id': 'w',
    'workflow.correlation_id': context.correlationId,
  });
  expect(own?.events.map(({ name }) => name)).toEqual([
    'sequence_start',
    'step_0_trim',
    'step_1_parallel',
    'sequence_end',
  ]);
  expect(both?.parentSpanContext?.spanId).toBe(own?.spanContext().spanId);
  expect(named('count.execute')?.parentSpanContext?.spanId).toBe(both?.spanContext().spanId);
  expect(named('count.execute')?.attributes['workflow.correlation_id']).toBe(context.correlationId);
});

test('tools and agents have the attributes of GenAI', async () => {
  const exporter = recorded();
  const search = step('search', (query: string) => [query], { kind: 'tool' });
  const agent = step('helper', (query: string, run) => search.execute(query, run), { kind: 'agent' });
  await flow.run({ id: '42' }, () => agent.execute('roses'));
  expect(exporter.spans.map(({ attributes }) => attributes['gen_ai.operation.name'])).toContain('execute_tool');
  expect(exporter.spans.find(({ name }) => name === 'helper.execute')?.attributes).toMatchObject({
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'helper',
  });
  expect(getFlowLog('42')?.events.find(({ node }) => node === 'tool.search.execute')?.data).toEqual({
    input: { input: 'roses' },
  });
});

test('children of parallel share the correlation id, and know what caused them', async () => {
  const contexts: WorkflowContext[] = [];
  const look = step('look', (_: string, { context }) => void contexts.push(context));
  const context = new WorkflowContext();
  await parallel([look, look]).execute('', { context });
  expect(contexts).toHaveLength(2);
  for (const each of contexts)
    expect(each).toMatchObject({ correlationId: context.correlationId, causationId: context.correlationId });
});

test('of failures in parallel the first in order is thrown, and all are recorded', async () => {
  const exporter = recorded();
  const settled: string[] = [];
  const slow = step('slow', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    settled.push('slow');
  });
  const [first, second] = [new Error('first'), new RangeError('second')];
  const outcome = parallel([slow, fails('one', first), fails('two', second)]).execute('');
  await expect(outcome).rejects.toBe(first);
  expect(settled).toEqual(['slow']);
  expect((first as Error & { errors?: unknown }).errors).toEqual([second]);
  const own = exporter.spans.find(({ name }) => name === 'parallel.execute');
  expect(own?.attributes).toMatchObject({
    'primitive.status': 'error',
    'error.type': 'Error',
    'error.message': 'first',
  });
  expect(own?.events.filter(({ name }) => name === 'exception')).toHaveLength(2);
});

test('no more run at once than are allowed', async () => {
  const clock = new SimulatedClock();
  let running = 0;
  let most = 0;
  const work = step('work', async (ms: number, { clock: own }: Execution) => {
    most = Math.max(most, (running += 1));
    await new Promise<void>((resolve) => void own.after(ms, resolve));
    running -= 1;
  });
  await clock.drive(parallel([work, work, work, work, work], { concurrency: 2 }).execute(10, { clock }));
  expect([most, clock.now()]).toEqual([2, 30]);
});

test('retry waits longer each time, and only for what is worth it', async () => {
  const clock = new SimulatedClock();
  const times: number[] = [];
  const busy = step('busy', (_: string, run) => {
    times.push(run.clock.now());
    throw new Error('busy');
  });
  const outcome = await clock.drive(
    retry(busy, { attempts: 4, delayMs: 100, maxDelayMs: 300, jitter: 0.2 }).execute('', { clock }),
  );
  expect(outcome).toMatchObject({ status: 'rejected', reason: new Error('busy') });
  expect(times).toEqual([0, 90, 270, 540]);
  times.length = 0;
  await clock.drive(retry(busy, { isRetryable: () => false }).execute('', { clock }));
  expect(times).toHaveLength(1);
});

test('timeout aborts what it runs', async () => {
  const clock = new SimulatedClock();
  let aborted: unknown;
  const slow = step('slow', (_: string, { signal }) => {
    signal.addEventListener('abort', () => (aborted = signal.reason));
    return new Promise<never>(() => {});
  });
  const outcome = await clock.drive(timeout(slow, 50).execute('', { clock }));
  expect(outcome).toMatchObject({
    status: 'rejected',
    reason: { name: 'TimeoutError', message: 'slow took longer than 50 ms' },
  });
  expect(aborted).toMatchObject({ name: 'TimeoutError' });
});

test('fallback tries the next, but not after an abort', async () => {
  const used: string[] = [];
  const guess = step('guess', () => (used.push('guess'), 'perhaps'));
  expect(await fallback(fails('a'), fails('b'), guess).execute('')).toBe('perhaps');
  await expect(fallback(fails('a'), fails('b')).execute('')).rejects.toThrow('b');
  const controller = new AbortController();
  const stops = step('stops', () => {
    controller.abort(new Error('enough'));
    throw new Error('failed');
  });
  used.length = 0;
  await expect(fallback(stops, guess).execute('', { signal: controller.signal })).rejects.toThrow(/enough|failed/);
  expect(used).toEqual([]);
});

test('cache remembers by key, for a while, and not too much', async () => {
  const clock = new SimulatedClock();
  let calls = 0;
  const counted = cache(
    step<{ readonly id: number }, number>('count', () => (calls += 1)),
    {
      key: ({ id }) => String(id),
      ttlMs: 10,
      max: 2,
    },
  );
  const ask = (id: number): Promise<number> => counted.execute({ id }, { clock });
  expect([await ask(1), await ask(1), await ask(2), await ask(1), await ask(3), await ask(2)]).toEqual([
    1, 1, 2, 1, 3, 4,
  ]);
  await clock.drive(new Promise<void>((resolve) => void clock.after(10, resolve)));
  expect(await ask(2)).toBe(5);
});

test('an unknown case, and an abort before the start, are failures', async () => {
  const wrong = branch(() => 'c' as 'a', { a: trim });
  await expect(wrong.execute('')).rejects.toThrow('branch(): there is no case "c"');
  const aborted = AbortSignal.abort(new Error('no'));
  await expect(trim.execute('', { signal: aborted })).rejects.toThrow('no');
});

test('a class of one’s own is a primitive', async () => {
  const exporter = recorded();
  class Double extends InstrumentedPrimitive<number, number> {
    protected run(input: number, { signal }: Execution): number {
      signal.throwIfAborted();
      return input * 2;
    }
  }
  expect(await pipe(new Double(), new Double('again')).execute(2)).toBe(8);
  expect(exporter.spans.map(({ name, attributes }) => [name, attributes['primitive.type']])).toEqual([
    ['Double.execute', 'Double'],
    ['again.execute', 'Double'],
  ]);
});

test('options that cannot be used are told of when the primitive is made', () => {
  expect(() => parallel([trim], { concurrency: 0 })).toThrow(
    'parallel(): "concurrency" must be a whole number of at least 1, or Infinity, not 0.',
  );
  expect(() => retry(trim, { attempts: Number.NaN, jitter: 2 })).toThrow(
    'retry(): "attempts" must be a whole number of at least 1, or Infinity, not NaN; "jitter" must be a number from 0 to 1, not 2.',
  );
  expect(() => retry(trim, { tries: 3 } as object)).toThrow('retry(): unknown option "tries" (accepted: attempts, ');
  expect(() => timeout(trim, -1)).toThrow('timeout(): "ms" must be a number of at least 0, not -1.');
  expect(() => cache(trim, { max: 0.5 })).toThrow('cache(): "max" must be a whole number');
});

test('a limit that is farther away than timers reach is no abort', async () => {
  expect(await timeout(trim, Infinity).execute(' a ')).toBe('a');
});
