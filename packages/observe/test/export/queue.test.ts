import { expect, test } from 'vitest';
import { RetryLater } from '../../src/export/exporter.ts';
import { Queue, type Clock, type QueueSettings } from '../../src/export/queue.ts';

/** A clock that is told the time. */
class ToldClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }
  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

/** Everything that waits for nothing but promises has run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

type Numbers = readonly number[];

interface Watched {
  readonly queue: Queue<number, Numbers>;
  readonly clock: ToldClock;
  readonly arrived: number[];
  readonly said: string[];
  lost: number;
}

function watched(
  send: (items: Numbers) => Promise<void>,
  settings: Partial<QueueSettings<number, Numbers>> = {},
): Watched {
  const clock = new ToldClock();
  const arrived: number[] = [];
  const said: string[] = [];
  const watching: Watched = { queue: undefined as unknown as Watched['queue'], clock, arrived, said, lost: 0 };
  const queue = new Queue<number, Numbers>(
    {
      capacity: 65_536,
      batchSize: 2048,
      delayMs: 1000,
      weigh: () => 1,
      pack: (items, bytes) => ({ content: items, count: items.length, bytes }),
      async send(parcels) {
        const items = parcels.flatMap(({ content }) => content);
        await send(items);
        arrived.push(...items);
      },
      listener: {
        onTrouble: ({ message }) => void said.push(`trouble: ${message}`),
        onRecovery: () => void said.push('recovery'),
        onLost(count, error) {
          watching.lost += count;
          if (error !== undefined) said.push(`lost: ${error.message}`);
        },
      },
      ...settings,
    },
    clock,
    () => 0.5,
  );
  return Object.assign(watching, { queue });
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

test('what waits is sent after the delay, and a full batch at once', async () => {
  const { queue, clock, arrived } = watched(async () => {}, { batchSize: 3 });
  queue.add(1);
  await clock.advance(999);
  expect(arrived).toEqual([]);
  await clock.advance(1);
  expect(arrived).toEqual([1]);
  for (const item of [2, 3, 4]) queue.add(item);
  expect(arrived).toEqual([1]);
  await clock.advance(0);
  expect(arrived).toEqual([1, 2, 3, 4]);
});

test('a receiver that answers at once gets no request for each item that comes', async () => {
  let requests = 0;
  const watching = watched(async () => {
    requests += 1;
    await new Promise<void>((resolve) => void watching.clock.after(1, resolve));
  });
  for (let item = 0; item < 4500; item += 1) {
    watching.queue.add(item);
    await watching.clock.advance(1);
  }
  // One each second, of what has come.
  expect(requests).toBe(4);
  const flushed = watching.queue.flush();
  await settled();
  await watching.clock.advance(1);
  await flushed;
  expect([requests, watching.arrived.length]).toEqual([5, 4500]);
});

test('a connection that is half open for an hour costs bounded memory, and the newest items arrive when it answers', async () => {
  let isOpen = false;
  const sendLate = (clock: () => ToldClock) => (): Promise<void> =>
    isOpen
      ? Promise.resolve()
      : new Promise((_resolve, reject) =>
          clock().after(10_000, () => reject(new RetryLater('no answer within 10000 ms'))),
        );
  const watching: Watched = watched(sendLate(() => watching.clock));
  const { queue, clock, arrived, said } = watching;
  let most = 0;
  for (let second = 0; second < 3600; second += 1) {
    for (let item = 0; item < 1000; item += 1) queue.add(second * 1000 + item);
    await clock.advance(1000);
    most = Math.max(most, queue.size);
  }
  // Before the first failure is known nothing may be dropped; from then on four batches wait and one is under way.
  expect(most).toBeLessThanOrEqual(12_000);
  expect(queue.size).toBeLessThanOrEqual(5 * 2048);
  expect(arrived).toEqual([]);
  isOpen = true;
  await clock.advance(60_000);
  expect(queue.size).toBe(0);
  expect(arrived.length + watching.lost).toBe(3_600_000);
  expect(arrived.slice(-2048)).toEqual(range(3_600_000 - 2048, 3_600_000));
  expect(new Set(said)).toEqual(new Set(['trouble: no answer within 10000 ms', 'recovery']));
}, 60_000);

test('a receiver says when it wants to be asked again', async () => {
  let isBusy = true;
  const attempts: number[] = [];
  const watching: Watched = watched(async () => {
    attempts.push(watching.clock.now());
    if (isBusy) throw new RetryLater('answers 503', 120_000);
  });
  const { queue, clock, arrived, said } = watching;
  queue.add(1);
  await clock.advance(120_999);
  expect(attempts).toEqual([1000]);
  isBusy = false;
  await clock.advance(1);
  expect(attempts).toEqual([1000, 121_000]);
  expect(arrived).toEqual([1]);
  expect(said).toEqual(['trouble: answers 503', 'recovery']);
});

test('without a word from it the pauses grow up to half a minute', async () => {
  const attempts: number[] = [];
  const watching: Watched = watched(async () => {
    attempts.push(watching.clock.now());
    throw new RetryLater('no answer');
  });
  watching.queue.add(1);
  await watching.clock.advance(200_000);
  const pauses = attempts.slice(1).map((at, index) => at - (attempts[index] ?? 0));
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000]);
});

test('what a receiver refuses is lost, and the next batch is sent', async () => {
  const watching = watched(
    async (items) => {
      if (items.includes(2)) throw new Error('answers 400');
    },
    { batchSize: 2 },
  );
  for (const item of range(1, 5)) watching.queue.add(item);
  await watching.clock.advance(0);
  expect(watching).toMatchObject({ arrived: [3, 4], lost: 2, said: ['lost: answers 400'] });
});

test('when more come than are taken the oldest are dropped, and counted', async () => {
  const watching = watched(() => new Promise(() => {}), { capacity: 100, batchSize: 10 });
  for (const item of range(0, 10)) watching.queue.add(item);
  await watching.clock.advance(0);
  for (const item of range(10, 1010)) watching.queue.add(item);
  expect(watching.queue.size).toBeLessThanOrEqual(110);
  const left = watching.queue.takeAll().flatMap(({ content }) => content);
  expect(left.length + watching.lost).toBe(1010);
  expect(left.slice(0, 10)).toEqual(range(0, 10));
  expect(left.at(-1)).toBe(1009);
});

test('what cannot be packed is lost, and what comes after it arrives', async () => {
  const watching = watched(async () => {}, {
    batchSize: 2,
    pack(items, bytes) {
      if (items.includes(1)) throw new Error('no such value');
      return { content: items, count: items.length, bytes };
    },
  });
  for (const item of range(0, 4)) watching.queue.add(item);
  await watching.clock.advance(1000);
  expect(watching).toMatchObject({ arrived: [2, 3], lost: 2, said: ['lost: no such value'] });
});

test('large items are dropped by their size, but never the newest', async () => {
  const watching = watched(() => new Promise(() => {}), { weigh: (megabytes) => megabytes * 1e6 });
  for (const megabytes of [10, 11, 12, 13, 40]) watching.queue.add(megabytes);
  expect(watching.lost).toBe(4);
  const left = watching.queue.takeAll();
  expect(left).toEqual([{ content: [40], count: 1, bytes: 40e6 }]);
});

test('a request is at most as large as receivers take', async () => {
  const requests: Numbers[] = [];
  const watching = watched(async (items) => void requests.push(items), { weigh: (megabytes) => megabytes * 1e6 });
  for (const megabytes of [3, 3, 1, 1, 1, 5]) watching.queue.add(megabytes);
  await watching.clock.advance(1000);
  expect(requests).toEqual([[3], [3, 1], [1, 1], [5]]);
});

test('a loop that lets nothing else run packs what it has ended', () => {
  let packed = 0;
  const watching = watched(async () => {}, {
    pack(items, bytes) {
      packed += items.length;
      return { content: items, count: items.length, bytes };
    },
  });
  for (const item of range(0, 20_000)) watching.queue.add(item);
  expect(watching.queue.size).toBe(20_000);
  expect(20_000 - packed).toBeLessThanOrEqual(4096);
});
