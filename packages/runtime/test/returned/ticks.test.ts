/* oxlint-disable promise/always-return, promise/catch-or-return */
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

type Log = (event: string) => void;
type Numbers = ReadableStream<number>;

const tracked = <T>(body: () => T): T => __bud.call(site('work', 'sync'), body, undefined, []) as T;

/** What a program logs, each time with the microtask tick in which it does. */
async function eventsOf(program: (log: Log) => unknown): Promise<string[]> {
  const events: string[] = [];
  let tick = 0;
  program((event) => events.push(`${event} in tick ${tick}`));
  // Twice more than the longest of these programs takes; Node closes branches of a stream a turn later.
  for (let turns = 0; turns < 2; turns += 1) {
    for (; tick < 80 * (turns + 1); tick += 1) await null;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return events;
}

/** A stream of three numbers that logs when it is pulled and cancelled. */
function numbers(highWaterMark: number, log: Log, failsAt = -1): Numbers {
  let next = 0;
  const source: ConstructorParameters<typeof ReadableStream<number>>[0] = {
    async pull(controller) {
      log(`pull ${next}`);
      await null;
      if (next === failsAt) controller.error('source');
      else if (next === 3) controller.close();
      else controller.enqueue((next += 1));
    },
    cancel: (reason) => log(`cancel ${reason}`),
  };
  return new ReadableStream<number>(source, { highWaterMark });
}

const failing =
  (log: Log): ((reason: unknown) => void) =>
  (reason) =>
    log(`failed: ${String(reason)}`);

function sink(log: Log, write: (item: number) => void | Promise<void> = () => {}): WritableStream<number> {
  return new WritableStream({
    write(item) {
      log(`write ${item}`);
      return write(item);
    },
    close: () => log('close'),
    abort: (reason) => log(`abort ${reason}`),
  });
}

async function readAll(stream: Numbers, log: Log, name = ''): Promise<void> {
  for await (const item of stream) log(`${name}${item}`);
  log(`${name}end`);
}

async function readOne(reader: ReadableStreamDefaultReader<number>, log: Log): Promise<void> {
  log(`read ${(await reader.read()).value}`);
}

const uses: Readonly<Record<string, (stream: Numbers, log: Log) => Promise<unknown>>> = {
  'is iterated': async (stream, log) => readAll(stream, log),
  'is iterated and left': async (stream, log) => {
    for await (const item of stream) {
      log(`item ${item}`);
      break;
    }
    log('left');
  },
  'is read by a reader whose end is awaited': async (stream, log) => {
    const reader = stream.getReader();
    reader.closed.then(() => log('closed'), failing(log));
    for (let count = 0; count < 4; count += 1) await readOne(reader, log);
  },
  'is cancelled': async (stream, log) => {
    const reader = stream.getReader();
    await readOne(reader, log);
    await reader.cancel('enough');
    log('cancelled');
  },
  'has two branches': async (stream, log) => {
    const [left, right] = stream.tee();
    await Promise.all([readAll(left, log, 'left '), readAll(right, log, 'right ')]);
  },
  'has two branches that are cancelled': async (stream, log) => {
    const [left, right] = stream.tee();
    const reader = left.getReader();
    await readOne(reader, log);
    await Promise.all([reader.cancel('left'), right.cancel('right')]);
    log('cancelled');
  },
  'is piped': async (stream, log) => stream.pipeTo(sink(log)).then(() => log('piped'), failing(log)),
  'is piped into a slow sink': async (stream, log) => {
    const slow = async (): Promise<void> => {
      await null;
      await null;
    };
    await stream.pipeTo(sink(log, slow)).then(() => log('piped'), failing(log));
  },
  'is piped into a sink that fails': async (stream, log) => {
    const write = (item: number): void => {
      if (item === 2) throw new Error('sink');
    };
    await stream.pipeTo(sink(log, write)).catch(failing(log));
  },
  'is piped until a signal fires': async (stream, log) => {
    const abort = new AbortController();
    const write = (item: number): void => (item === 2 ? abort.abort('signal') : undefined);
    await stream.pipeTo(sink(log, write), { signal: abort.signal }).catch(failing(log));
  },
  'is piped through a transform': async (stream, log) => readAll(stream.pipeThrough(new TransformStream()), log),
  'is piped through a transform that is left': async (stream, log) => {
    const reader = stream.pipeThrough(new TransformStream<number, number>()).getReader();
    await readOne(reader, log);
    await reader.cancel('enough');
    log('cancelled');
  },
  'is piped through a transform until a signal fires': async (stream, log) => {
    const abort = new AbortController();
    const piped = stream.pipeThrough(new TransformStream<number, number>(), { signal: abort.signal });
    const reader = piped.getReader();
    await readOne(reader, log);
    abort.abort('signal');
    await reader.read().catch(failing(log));
  },
};

describe.each([0, 1, 2])('a returned ReadableStream that queues %i items moves nothing by a tick', (highWaterMark) => {
  it.each(Object.entries(uses))('when it %s', async (_name, use) => {
    for (const failsAt of [-1, 2]) {
      const program = (log: Log, of: (make: () => Numbers) => Numbers): unknown =>
        use(
          of(() => numbers(highWaterMark, log, failsAt)),
          log,
        ).catch(failing(log));
      const plain = await eventsOf((log) => program(log, (make) => make()));
      const trace = traced();
      expect(await eventsOf((log) => program(log, tracked))).toEqual(plain);
      expect(plain.length).toBeGreaterThan(2);
      expect(trace.spans()).toHaveLength(1);
      trace.tracking.stop();
    }
  });
});

describe('what else is returned moves nothing by a tick', () => {
  async function* items(log: Log): AsyncGenerator<number> {
    try {
      yield 1;
      await null;
      yield 2;
    } finally {
      log('finally');
    }
  }
  const programs: Readonly<Record<string, (log: Log, of: <T>(make: () => T) => T) => Promise<unknown>>> = {
    'a promise': (log, of) => of(() => Promise.resolve(1)).then((value) => log(`value ${value}`)),
    'a rejection': (log, of) => of(() => Promise.reject(new Error('no'))).catch(failing(log)),
    'a promise that is awaited': async (log, of) => log(`value ${await of(() => Promise.resolve(1))}`),
    'a promise among others': async (log, of) => {
      await Promise.race([of(() => new Promise(() => {})), of(() => Promise.resolve(1))]);
      log('first');
      await Promise.all([of(() => Promise.resolve(1)), of(() => Promise.resolve(2))]);
      log('both');
    },
    'a thenable': async (log, of) => {
      const lazy = { then: (answer: (value: number) => unknown) => Promise.resolve(1).then(answer) };
      log(`value ${await of(() => lazy)}`);
    },
    'an async generator': async (log, of) => {
      for await (const item of of(() => items(log))) log(`item ${item}`);
      log('end');
    },
    'an async generator that is left': async (log, of) => {
      for await (const item of of(() => items(log))) {
        log(`item ${item}`);
        break;
      }
      log('left');
    },
    'an async iterable': async (log, of) => {
      const iterable = of(() => ({ [Symbol.asyncIterator]: () => items(log) }));
      for await (const item of iterable) log(`item ${item}`);
      log('end');
    },
    'a stream of Node': async (log, of) => {
      const stream = of(() => Readable.from([1, 2]));
      stream.on('data', (item) => log(`item ${item}`)).on('end', () => log('end'));
    },
  };

  it.each(Object.entries(programs))('%s', async (_name, program) => {
    const plain = await eventsOf((log) => program(log, (make) => make()));
    traced();
    expect(await eventsOf((log) => program(log, tracked))).toEqual(plain);
  });
});
