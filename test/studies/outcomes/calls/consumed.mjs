// Calls that are over when what they returned has been consumed, left or forgotten.
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, through, throughWith } from '../times.mjs';
import { child } from './child.mjs';
import { letters } from './letters.mjs';

export const consumed = {
  'generator, to the end': {
    expected: ['OK', undefined, 2],
    async run() {
      const items = /** @track name="generator, to the end" */ function* () {
        child();
        yield 1;
        yield 2;
      };
      for (const _ of call('generator, to the end', items)) await sleep(2);
      through('generator, to the end');
    },
  },
  'generator, left': {
    expected: ['OK', 'cancelled', 1],
    async run() {
      const items = /** @track name="generator, left" */ function* () {
        child();
        yield 1;
        yield 2;
      };
      for (const _ of call('generator, left', items)) {
        await sleep(2);
        break;
      }
      through('generator, left');
    },
  },
  'generator, forgotten': {
    expected: ['UNSET', 'abandoned', 1],
    needsCollection: true,
    async run() {
      const items = /** @track name="generator, forgotten" */ function* () {
        child();
        yield 1;
        yield 2;
      };
      (() => throughWith('generator, forgotten', call('generator, forgotten', items)).next())();
    },
  },
  'async generator, to the end': {
    expected: ['OK', undefined, 2],
    async run() {
      const items = /** @track name="async generator, to the end" */ async function* () {
        child();
        yield 1;
        await sleep(2);
        yield 2;
      };
      for await (const _ of call('async generator, to the end', items)) await sleep(2);
      through('async generator, to the end');
    },
  },
  'async generator, left': {
    expected: ['OK', 'cancelled', 1],
    async run() {
      const items = /** @track name="async generator, left" */ async function* () {
        child();
        yield 1;
        yield 2;
      };
      for await (const _ of call('async generator, left', items)) break;
      through('async generator, left');
    },
  },
  'async generator, fails': {
    expected: ['ERROR', 'error', 1],
    async run() {
      const items = /** @track name="async generator, fails" */ async function* () {
        child();
        yield 1;
        await sleep(2);
        throw new Error('no');
      };
      try {
        for await (const _ of call('async generator, fails', items));
      } catch {
        through('async generator, fails');
      }
    },
  },
  'web stream, read': {
    expected: ['OK', undefined, 3],
    async run() {
      const open = /** @track name="web stream, read" */ () => (child(), letters());
      for await (const _ of call('web stream, read', open)) await sleep(2);
      through('web stream, read');
    },
  },
  'web stream, cancelled': {
    expected: ['OK', 'cancelled', 1],
    async run() {
      const open = /** @track name="web stream, cancelled" */ () => (child(), letters());
      const reader = call('web stream, cancelled', open).getReader();
      await reader.read();
      await reader.cancel();
      through('web stream, cancelled');
    },
  },
  'web stream, piped': {
    expected: ['OK'],
    async run() {
      const open = /** @track name="web stream, piped" */ () => (child(), letters());
      await call('web stream, piped', open).pipeTo(new WritableStream());
      through('web stream, piped');
    },
  },
  'web stream, two branches': {
    expected: ['OK', undefined, 3],
    async run() {
      const open = /** @track name="web stream, two branches" */ () => (child(), letters());
      const branches = call('web stream, two branches', open).tee();
      const read = async (branch) => {
        for await (const _ of branch);
        through('web stream, two branches');
      };
      await Promise.all(branches.map(read));
    },
  },
  'Node stream, left': {
    expected: ['OK', 'cancelled'],
    async run() {
      const open = /** @track name="Node stream, left" */ () => (child(), Readable.from(['a', 'b', 'c']));
      for await (const _ of call('Node stream, left', open)) break;
      through('Node stream, left');
    },
  },
  'stream in a result': {
    expected: ['OK', undefined, 3],
    async run() {
      const answer = /** @track name="stream in a result" */ () => (child(), { stream: letters(), usage: 1 });
      for await (const _ of call('stream in a result', answer).stream);
      through('stream in a result');
    },
  },
  'Response, read by text()': {
    expected: ['OK'],
    async run() {
      const respond = /** @track name="Response, read by text()" */ () => {
        child();
        return new Response(
          letters().pipeThrough(new TransformStream({ transform: (_, to) => to.enqueue(new Uint8Array(1)) })),
        );
      };
      await call('Response, read by text()', respond).text();
      through('Response, read by text()');
    },
  },
};
