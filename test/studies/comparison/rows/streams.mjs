// Web streams: the object stays the caller's, the span lasts as long as the reading.
import { Readable } from 'node:stream';
import { describe, expect } from '../mismatch.mjs';
import { aMoment } from '../wait.mjs';

const open = {
  plain: `const made = [];
const open = (count) => {
  let n = 0;
  // Nothing is produced ahead of the reader, so that reading is what makes it end.
  const pull = async (controller) => {
    await null;
    if (n < count) controller.enqueue(n++);
    else controller.close();
  };
  made.push(new ReadableStream({ pull }, { highWaterMark: 0 }));
  return made[0];
}`,
};

const forms = {
  function: 'function answer(count) { return open(count); }',
  'async function': 'async function answer(count) { await null; return open(count); }',
};

const perForm = Object.entries(forms).flatMap(([form, answer]) => [
  {
    name: `ReadableStream (${form}): same object`,
    program: [open, answer],
    spans: ['answer'],
    async check({ answer, made }) {
      const stream = await answer(2);
      expect(stream === made[0], `the caller got ${describe(stream)}, not the stream that the function returned`);
      expect(!stream.locked, 'the stream is locked by somebody else');
      expect((await read(stream)) === '0,1', 'the items are wrong');
    },
  },
  {
    name: `ReadableStream (${form}): span open until read`,
    asksForSpan: true,
    program: [open, answer],
    async check({ answer }, trace) {
      const stream = await answer(2);
      const readMs = await aMoment();
      expect((await read(stream)) === '0,1', 'the items are wrong');
      (await trace()).endsAfter('answer', readMs, 'the stream was read');
    },
  },
]);

export const rows = [
  ...perForm,
  {
    name: 'ReadableStream inside a result: span open until read',
    asksForSpan: true,
    program: [open, 'function answer(count) { return { stream: open(count), usage: 1 }; }'],
    async check({ answer }, trace) {
      const { stream } = await answer(2);
      const readMs = await aMoment();
      expect((await read(stream)) === '0,1', 'the items are wrong');
      (await trace()).endsAfter('answer', readMs, 'the stream was read');
    },
  },
  {
    name: 'Node stream: span open until left, which is no error',
    asksForSpan: true,
    program: ['function answer(make) { return make(); }'],
    async check({ answer }, trace) {
      let leftMs;
      for await (const item of await answer(() => Readable.from(['a', 'b']))) {
        expect(item === 'a', 'the first item is wrong');
        leftMs = await aMoment();
        break;
      }
      const found = await trace();
      found.endsAfter('answer', leftMs, 'the stream was left');
      expect(found.span('answer').error === undefined, 'leaving it was recorded as an error');
    },
  },
];

async function read(stream) {
  const items = [];
  for await (const item of stream) items.push(item);
  return items.join();
}
