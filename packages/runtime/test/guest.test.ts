import { expect, it, onTestFinished } from 'vitest';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { gate } from '@bud/runtime';
import { admitGuest, createFailures, createRecorder, resolveTrackingOptions } from '@bud/runtime/attach';
import { __bud } from './handing.ts';
import { site } from './site.ts';
import { traced } from './tracing.ts';

/** A guest with spans of its own, which it names. */
function guest(): { readonly names: () => readonly string[]; readonly leave: () => void } {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const options = resolveTrackingOptions({ tracerProvider }, () => {});
  const leave = admitGuest(
    (behind) =>
      createRecorder(
        options,
        createFailures(() => {}),
        { behind },
      ).methods,
  );
  if (leave === undefined) throw new Error('there is a guest already');
  onTestFinished(leave);
  return { names: () => exporter.getFinishedSpans().map(({ name }) => name), leave };
}

const twice = site('twice', 'sync', ['n']);

function call(n: number): unknown {
  function body(value: number): unknown {
    if (__bud.on && __bud.enter(twice)) return __bud.call(twice, body, undefined, [value]);
    return value * 2;
  }
  return body(n);
}

it('stands alone where the program records nothing, and leaves nothing', () => {
  const { names, leave } = guest();
  expect([call(1), names()]).toEqual([2, ['twice']]);
  leave();
  expect([gate.on, gate.call, gate.guest]).toEqual([false, undefined, undefined]);
  expect([call(1), names()]).toEqual([2, ['twice']]);
});

it('gets the spans of a recorder that is there, which gets the same as without', () => {
  const own = traced();
  const { names, leave } = guest();
  expect(call(1)).toBe(2);
  leave();
  call(2);
  expect([own.tree(), names()]).toEqual([['twice < -', 'twice < -'], ['twice']]);
});

it('is not replaced by a recorder that comes later, nor closed with it', () => {
  const { names, leave } = guest();
  const own = traced();
  call(1);
  own.tracking.stop();
  call(2);
  expect([own.tree(), names()]).toEqual([['twice < -'], ['twice', 'twice']]);
  leave();
  expect(gate.on).toBe(false);
});

it('is the only one', () => {
  guest();
  expect(admitGuest(() => gate)).toBeUndefined();
});
