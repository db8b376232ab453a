import { SpanStatusCode } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, it, onTestFinished } from 'vitest';
import { __bud } from '../handing.ts';
import { startTracking } from '@bud/runtime/otel';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const S = site('work', 'sync', ['config']);
const work = (config: unknown, body = (): unknown => 1): unknown => __bud.call(S, body, undefined, [], [config]);

describe('onSecret', () => {
  it('that throws costs one value, which stays hidden, and is reported', () => {
    const trace = traced({
      onSecret: ({ key }) => {
        if (key === 'password') throw new Error('no idea');
        return true;
      },
    });
    work({ id: 1, password: 's3cr3t', jwt: 'shown', last: 2 });
    expect(trace.span('work').attributes['bud.track.input.config']).toBe(
      '{"id":1,"password":"[REDACTED]","jwt":"shown","last":2}',
    );
    expect(trace.tracking.failureCount).toBe(1);
  });

  it('may call what is tracked: that runs unrecorded, and it is not asked again', () => {
    let asked = 0;
    const trace = traced({
      onSecret: () => {
        asked += 1;
        work({ password: 'inner' });
        return 'asked';
      },
    });
    work({ password: 'outer', jwt: 'outer' });
    expect(asked).toBe(2);
    expect(trace.spans().map(({ attributes }) => attributes['bud.track.input.config'])).toEqual([
      '{"password":"asked","jwt":"asked"}',
    ]);
  });
});

describe('Error.prepareStackTrace', () => {
  it('that throws costs the stack and nothing else', () => {
    const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
    onTestFinished(() => {
      if (before === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
      else Object.defineProperty(Error, 'prepareStackTrace', before);
    });
    const trace = traced();
    const fail = (): never => {
      Error.prepareStackTrace = () => {
        throw new Error('broken formatter');
      };
      throw new TypeError('no');
    };
    let thrown: unknown;
    try {
      work({}, fail);
    } catch (error) {
      thrown = error;
    }
    Reflect.deleteProperty(Error, 'prepareStackTrace');
    expect(thrown).toBeInstanceOf(TypeError);
    const { status, attributes, events } = trace.span('work');
    expect(status).toEqual({ code: SpanStatusCode.ERROR, message: 'no' });
    expect(attributes['error.type']).toBe('TypeError');
    expect(events[0]!.attributes).toEqual({ 'exception.type': 'TypeError', 'exception.message': 'no' });
    expect(trace.tracking.failureCount).toBe(0);
  });
});

describe('Object.prototype', () => {
  // Exporters of the SDK push spans into lists, so this one has a processor without.
  it.each([
    ['objects and what they hold', { deep: { list: [1], map: new Map([[1, { a: 1 }]]) } }],
    ['generator objects', (function* items(): Generator<number> {})()],
    ['promises that are returned twice', Promise.resolve(1)],
  ])('with an accessor under a number: writing %s does not run it', (_name, value) => {
    const idle = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
    const tracking = startTracking({ tracerProvider: new TracerProvider({ spanProcessors: [idle] }) });
    onTestFinished(() => {
      Reflect.deleteProperty(Object.prototype, '0');
      tracking.stop();
    });
    let count = 0;
    Object.defineProperty(Object.prototype, '0', {
      configurable: true,
      get: () => undefined,
      set() {
        count += 1;
      },
    });
    work(value, () => value);
    work(value, () => value);
    Reflect.deleteProperty(Object.prototype, '0');
    expect(count).toBe(0);
    expect(tracking.failureCount).toBe(0);
  });
});
