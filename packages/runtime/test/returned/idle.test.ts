import { describe, expect, it, onTestFinished } from 'vitest';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { gate } from '@bud/runtime';
import { createRecorder } from '../../src/recorder/recorder.ts';
import { createFailures } from '../../src/span/failures.ts';
import { resolveTrackingOptions } from '../../src/options/tracking-options.ts';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';

/** A recorder whose clock goes on when it is told to. */
function recording(idleMs: number): {
  call: typeof __bud.call;
  ended: () => unknown[];
  pass: (ms: number) => void;
  timers: () => number;
} {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const failures = createFailures(() => {});
  const { methods, endAll } = createRecorder(
    resolveTrackingOptions({ tracerProvider, idleMs }, () => {}),
    failures,
    { clock: { now: () => now, after: (delayMs, run) => void timers.push({ at: now + delayMs, run }) } },
  );
  Object.assign(gate, methods, { on: true });
  onTestFinished(() => {
    gate.on = false;
    endAll();
  });
  return {
    call: __bud.call,
    ended: () => exporter.getFinishedSpans().map(({ attributes }) => attributes['bud.track.end_reason']),
    timers: () => timers.length,
    pass(ms) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
  };
}

describe('a stream that nobody reads', () => {
  const tokens = (): ReadableStream<number> => new ReadableStream({ pull: (controller) => controller.enqueue(1) });

  it('is abandoned after the idle time', () => {
    const { call, ended, pass, timers } = recording(600_000);
    call(site('work', 'sync'), tokens, undefined, []);
    pass(599_999);
    expect(ended()).toEqual([]);
    pass(1);
    expect(ended()).toEqual(['abandoned']);
    expect(timers()).toBe(0);
  });

  it('is not while it is read, nor while its producer lets a reader wait', async () => {
    const { call, ended, pass } = recording(1000);
    const read = (call(site('read', 'sync'), tokens, undefined, []) as ReadableStream).getReader();
    const slow = new ReadableStream({ pull: () => new Promise(() => {}) }, { highWaterMark: 0 });
    void (call(site('slow', 'sync'), () => slow, undefined, []) as ReadableStream).getReader().read();
    for (let round = 0; round < 5; round += 1) {
      pass(700);
      await read.read();
    }
    expect(ended()).toEqual([]);
    pass(1000);
    expect(ended()).toEqual(['abandoned']);
    pass(100_000);
    expect(ended()).toEqual(['abandoned']);
  });

  it('waits for ever when told so, and starts no timer', () => {
    const { call, pass, timers } = recording(0);
    call(site('work', 'sync'), tokens, undefined, []);
    expect(timers()).toBe(0);
    pass(1e9);
  });
});
