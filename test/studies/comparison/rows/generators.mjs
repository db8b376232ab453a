// Generators, both kinds with the same rows: the span is the iteration, and the consumer is not part of it.
import { expect, iteratorFrom } from '../mismatch.mjs';
import { aMoment } from '../wait.mjs';

/** How the programs of a kind are written. */
const kinds = [
  {
    runs: 'generator',
    title: 'generator',
    symbol: Symbol.iterator,
    write: (text) => text.replaceAll('async ', '').replaceAll('await ', '').replaceAll('pause();', ''),
  },
  { runs: 'async-generator', title: 'async generator', symbol: Symbol.asyncIterator, write: (text) => text },
];

/** Written once for async generators; `pause()` makes sure that they really wait. */
const pause = { plain: 'const pause = () => new Promise((resolve) => setTimeout(resolve, 5))' };
const numbers = 'async function* numbers(count) { for (let n = 0; n < count; n++) { await pause(); yield n; } }';
const lookup = 'async function lookup(n) { await pause(); return n * 10; }';
const lookups = 'async function* lookups(count) { for (let n = 0; n < count; n++) yield await lookup(n); }';
const resource = `async function* lines(log) {
  try { await pause(); yield 1; await pause(); yield 2; await pause(); yield 3; } finally { await pause(); log.push('closed'); }
}`;
const dialogue = `async function* talk() {
  try { const heard = yield 'first'; yield 'heard ' + heard; }
  catch (error) { yield error; }
  finally { await pause(); }
}`;

export const rows = kinds.flatMap(({ title, symbol, write }) => {
  const iterator = (value) => iteratorFrom(value, symbol);
  return [
    ends(title, write, iterator),
    breaks(title, write, iterator),
    tells(title, write, iterator),
    talks(title, write, iterator),
    throws(title, write, iterator),
    hasChildren(title, write, iterator),
    resumes(title, write, iterator),
    leaks(title, write),
  ];
});

function ends(title, write, iterator) {
  return {
    name: `${title}: span ends with the iteration`,
    asksForSpan: true,
    program: [pause, write(numbers)],
    async check({ numbers }, trace) {
      const items = [];
      let lastItemMs;
      for await (const item of iterator(numbers(2))) {
        items.push(item);
        lastItemMs = await aMoment();
      }
      expect(items.join() === '0,1', `the items were ${items.join()}`);
      (await trace()).endsAfter('numbers', lastItemMs, 'the iteration did');
    },
  };
}

function breaks(title, write, iterator) {
  return {
    name: `${title}: early \`break\` runs \`finally\`, ends the span`,
    asksForSpan: true,
    program: [pause, write(resource)],
    async check({ lines }, trace) {
      const log = [];
      let breakMs;
      for await (const line of iterator(lines(log))) {
        breakMs = await aMoment();
        expect(line === 1, 'the first item is wrong');
        break;
      }
      expect(log.length === 1, `\`finally\` had run ${log.length} times after the loop`);
      (await trace()).endsAfter('lines', breakMs, 'the break');
    },
  };
}

function tells(title, write, iterator) {
  return {
    name: `${title}: early \`break\` told apart from the end`,
    asksForSpan: true,
    program: [
      pause,
      write('async function* whole() { await pause(); yield 1; }'),
      write('async function* left() { await pause(); yield 1; }'),
    ],
    async check({ whole, left }, trace) {
      for await (const _ of iterator(whole()));
      for await (const _ of iterator(left())) break;
      const found = await trace();
      // Both have delivered the same, so whatever differs tells it; where they stand in the source does not.
      const of = (name) =>
        found
          .ended(name)
          .record.replaceAll(name, '')
          .replace(/"code\.[^,}]*,?/g, '')
          .replace(/[\da-f-]{8,}|\d{3,}/gi, '');
      expect(of('whole') !== of('left'), 'nothing that was recorded tells them apart');
    },
  };
}

function talks(title, write, iterator) {
  return {
    name: `${title}: values of \`next\`, \`throw\`, \`return\` pass through`,
    program: [pause, write(dialogue)],
    spans: ['talk'],
    async check({ talk }) {
      const error = new RangeError('sent');
      const first = iterator(talk());
      expect((await first.next()).value === 'first', 'the first item is wrong');
      const heard = await first.next('hello');
      expect(heard.value === 'heard hello', `\`next("hello")\` was answered with ${JSON.stringify(heard)}`);
      const caught = await first.throw(error);
      expect(caught.value === error && !caught.done, `the generator did not get the error of \`throw\``);
      const early = await first.return('bye');
      expect(early.value === 'bye' && early.done, `\`return("bye")\` was answered with ${JSON.stringify(early)}`);
    },
  };
}

function throws(title, write, iterator) {
  return {
    name: `${title}: same error, span ends as an error`,
    asksForSpan: true,
    program: [pause, write('async function* fails(error) { await pause(); yield 1; throw error; }')],
    async check({ fails }, trace) {
      const error = new TypeError('broken');
      let caught;
      const items = iterator(fails(error));
      try {
        for await (const item of items) expect(item === 1, 'the first item is wrong');
      } catch (thrown) {
        caught = thrown;
      }
      expect(caught === error, 'the consumer did not get the very same error');
      (await trace()).failed('fails', 'broken');
    },
  };
}

function hasChildren(title, write, iterator) {
  return {
    name: `${title}: parent of what it calls`,
    asksForSpan: true,
    program: [pause, write(lookup), write(lookups)],
    async check({ lookups }, trace) {
      for await (const item of iterator(lookups(3))) expect(item % 10 === 0, 'an item is wrong');
      (await trace()).childrenOf('lookups', 'lookup', 3);
    },
  };
}

function resumes(title, write, iterator) {
  const puller = (name) => `async function ${name}(items) { return await items.next(); }`;
  return {
    name: `${title}: parent of what it calls, resumed elsewhere`,
    asksForSpan: true,
    program: [pause, write(lookup), write(lookups), puller('alpha'), puller('beta')],
    async check({ lookups, alpha, beta }, trace) {
      const items = iterator(lookups(2));
      // Wrapped, so that a library which looks at its arguments leaves the iterator alone.
      const holder = { next: () => items.next() };
      const values = [(await alpha(holder)).value, (await beta(holder)).value, (await alpha(holder)).done];
      expect(values.join() === '0,10,true', `the items were ${values.join()}`);
      (await trace()).childrenOf('lookups', 'lookup', 2);
    },
  };
}

function leaks(title, write) {
  return {
    name: `${title}: nothing leaks to the consumer`,
    asksForSpan: true,
    program: [
      pause,
      write(numbers),
      write('async function note(n) { await pause(); return n; }'),
      write('async function consume(count) { for await (const n of numbers(count)) await note(n); }'),
    ],
    async check({ consume }, trace) {
      await consume(2);
      (await trace()).childrenOf('consume', 'note', 2);
    },
  };
}
