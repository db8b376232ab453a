import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startReceiver, type Receiver } from '../../../test/otlp/receiver.ts';

const packages = join(import.meta.dirname, '../..');
let receiver: Receiver;
let folder: string;
beforeEach(async () => {
  receiver = await startReceiver();
  folder = mkdtempSync(join(tmpdir(), 'bud-again-'));
});
afterEach(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

/** Standard error of a program of Node's. */
async function run(...words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, words, { cwd: folder, env: {}, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
  await once(child, 'close');
  return stderr;
}

interface Left {
  readonly timers: number;
  readonly listeners: number;
  readonly heap: number;
}

test('a hundred times configured and shut down leaves no timer, no listener and no memory', async () => {
  const program = join(import.meta.dirname, 'processes/again.mjs');
  const { before, tens } = JSON.parse(await run('--expose-gc', program, receiver.url)) as {
    readonly before: Left;
    readonly tens: readonly Left[];
  };
  expect(tens.map(({ timers, listeners }) => ({ timers, listeners }))).toEqual(
    tens.map(() => ({ timers: before.timers, listeners: before.listeners })),
  );
  // Twenty spans of each round, or a set of providers, would be several times this in fifty rounds.
  const [middle, last] = [tens[4], tens[9]].map((each) => each?.heap ?? 0) as [number, number];
  expect(last - middle).toBeLessThan(1_500_000);
  // 20 spans and 20 logs of each round, and the log of the other instance.
  expect(receiver.spans).toHaveLength(100 * 41);
});

test('two copies of the package in one process agree: one configures, both record, each joins the spans of the other', async () => {
  symlinkSync(join(packages, '../node_modules'), join(folder, 'node_modules'));
  const copies = ['one', 'two'].map((copy) => {
    for (const name of ['observe', 'runtime', 'value']) {
      const target = join(folder, copy, 'node_modules/@bud', name);
      mkdirSync(target, { recursive: true });
      for (const part of ['dist', 'package.json'])
        cpSync(join(packages, name, part), join(target, part), { recursive: true });
    }
    const program = join(folder, copy, 'copy.mjs');
    writeFileSync(program, "export * from '@bud/observe';");
    return program;
  });
  writeFileSync(
    join(folder, 'main.mjs'),
    `import * as one from '${copies[0]}';
    import * as two from '${copies[1]}';
    import { trace } from '@opentelemetry/api';
    if (one.span === two.span) throw new Error('They are one copy.');
    const before = process.listenerCount('exit');
    const url = ${JSON.stringify(receiver.url)};
    const steps = two.counter('steps');
    const first = one.configure({ export: [{ otlp: { url } }] });
    const ask = two.track({ name: 'ask', params: ['password'] }, (password) => two.info('Asked') ?? password.length);
    one.withAttributes({ 'session.id': 's-1' }, () => one.span('one', () => two.span('two', () => ask('plainword'))));
    steps.add(2);
    await two.flush();
    // Configured by the other copy: that replaces the first.
    const second = two.configure({ export: [{ otlp: { url } }] });
    one.span('again').end();
    trace.getTracer('other').startSpan('direct').end();
    await second.shutdown();
    await first.shutdown();
    one.span('nobody').end();
    process.stderr.write(JSON.stringify(process.listenerCount('exit') - before));`,
  );
  expect(await run('main.mjs')).toBe('0');
  const idOf = (name: string): string => receiver.spans.find((each) => each.name === name)?.spanId ?? 'none';
  expect(receiver.spans.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
    ['Asked', idOf('ask')],
    ['ask', idOf('two')],
    ['two', idOf('one')],
    ['one', ''],
    ['again', ''],
    ['direct', ''],
  ]);
  const below = receiver.spans.slice(0, 4);
  expect(below.map(({ attributes }) => attributes['session.id'])).toEqual(['s-1', 's-1', 's-1', 's-1']);
  expect(JSON.stringify(receiver.spans)).not.toContain('plainword');
  expect(receiver.metrics).toContain('steps');
});
