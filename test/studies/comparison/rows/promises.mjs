// Promises and other thenables: identity, laziness, rejections.
import { describe, expect } from '../mismatch.mjs';
import { aMoment, within } from '../wait.mjs';

/** The two functions that a caller cannot tell apart; a library may. */
const rejecting = {
  'async function': 'async function lose(error) { await null; throw error; }',
  'function returning a promise': 'function lose(error) { return Promise.reject(error); }',
};

const rejections = Object.entries(rejecting).flatMap(([form, lose]) => [
  {
    name: `rejection (${form}): same error, span ends as an error`,
    asksForSpan: true,
    program: [lose],
    async check({ lose }, trace) {
      const error = new TypeError('lost');
      const caught = await lose(error).then(
        (value) => expect(false, `the promise was fulfilled with ${describe(value)}`),
        (reason) => reason,
      );
      expect(caught === error, `another error was caught: ${describe(caught)}`);
      (await trace()).failed('lose', 'lost');
    },
  },
  {
    name: `unhandled rejection (${form}): stays unhandled`,
    program: [lose],
    spans: ['lose'],
    expectsUnhandled: true,
    async check({ lose }, _trace, { unhandled }) {
      const error = new TypeError('lost');
      lose(error);
      await within(1500, () => unhandled.length > 0);
      const times = unhandled.filter((reason) => reason === error).length;
      expect(times === 1, `Node reported it ${times} times as unhandled, not once`);
      expect(unhandled.length === 1, `Node also reported ${describe(unhandled.find((reason) => reason !== error))}`);
    },
  },
]);

export const rows = [
  ...rejections,
  {
    name: 'function returning a promise: span ends at settlement',
    asksForSpan: true,
    program: ['function load(until) { return until; }'],
    async check({ load }, trace) {
      const until = aMoment();
      await load(until);
      (await trace()).endsAfter('load', await until, 'the promise settled');
    },
  },
  {
    name: 'overlapping promises: each span ends with its own',
    asksForSpan: true,
    program: ['function slow(until) { return until(200); }', 'function fast(until) { return until(5); }'],
    async check({ slow, fast }, trace) {
      const until = (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs, delayMs));
      const [first, second] = [slow(until), fast(until)];
      await aMoment();
      await aMoment();
      const bothPassedMs = Date.now();
      await first;
      await second;
      (await trace()).endsBefore('fast', bothPassedMs, 'its promise settled');
      (await trace()).endsAfter('slow', bothPassedMs, 'its promise settled');
    },
  },
  {
    name: 'async function: at most one microtask tick later',
    program: [{ plain: 'const bare = async (value) => value' }, 'async function same(value) { return value; }'],
    spans: ['same'],
    async check({ bare, same }) {
      // What a library does only the first time may take longer.
      await same(1);
      const [plain, tracked] = [await ticksOf(() => bare(1)), await ticksOf(() => same(1))];
      expect(tracked - plain <= 1, `it takes ${tracked - plain} ticks more`);
    },
  },
  {
    name: 'Promise subclass: same object',
    program: [
      { plain: 'class Query extends Promise {}' },
      { plain: 'const made = []' },
      'function query(text) { made.push(new Query((resolve) => setTimeout(resolve, 5, text))); return made[0]; }',
    ],
    spans: ['query'],
    async check({ query, Query, made }) {
      const result = query('select');
      expect(result instanceof Query, `the call returned ${describe(result)}, not a Query`);
      expect(result === made[0], 'the call returned another Query than the function did');
      await result;
    },
  },
  {
    name: 'thenable (lazy query): run once, by its consumer',
    program: [
      { plain: 'const log = { runs: 0 }' },
      {
        plain:
          'class Lazy { then(resolve, reject) { log.runs += 1; return Promise.resolve("row").then(resolve, reject); } }',
      },
      'function find() { return new Lazy(); }',
    ],
    spans: ['find'],
    async check({ find, log }) {
      const query = find();
      await aMoment();
      expect(log.runs === 0, `the query ran ${log.runs} times before anybody awaited it`);
      expect((await query) === 'row', 'awaiting it gave something else');
      await aMoment();
      expect(log.runs === 1, `the query ran ${log.runs} times`);
    },
  },
];

/** Microtask ticks until a promise is settled; more than a hundred are not counted. */
async function ticksOf(call) {
  const outcome = { isSettled: false };
  const settle = () => (outcome.isSettled = true);
  call().then(settle, settle);
  let ticks = 0;
  for (; !outcome.isSettled && ticks < 100; ticks += 1) await null;
  return ticks;
}
