// What recording one argument costs, from the smallest to the hostile. A whole tracked call is measured, because that is
// what a program pays: a span with its static attributes, one input and one output.
import { compiled } from './contender.mjs';
import { measure } from './measure.mjs';
import { timing } from './table.mjs';

const million = 1_000_000;
const hundredMegabytes = 100_000_000;
const manyKeys = 100_000;

const listOf = (length, item = (index) => index) => Array.from({ length }, (_, index) => item(index));

const withManyKeys = () => Object.fromEntries(listOf(manyKeys, (index) => [`key${index}`, index]));

/** Each argument is made right before it is measured and dropped after: a large heap would slow the others down. */
const makers = {
  'a number': () => 42,
  'a 20-character string': () => 'what is the weather?',
  'a small object': () => ({ id: 1, name: 'small', stream: true }),
  'a chat of 20 messages': () =>
    listOf(20, (index) => ({ role: index % 2 ? 'assistant' : 'user', content: `message number ${index} of the chat` })),
  'a 100 MB string': () => 'x'.repeat(hundredMegabytes),
  'an array of 1,000,000 elements': () => listOf(million),
  'an object 100,000 levels deep': () => listOf(100_000).reduce((value) => ({ value }), 'end'),
  'a Map of 1,000,000 keys': () => new Map(listOf(million, (index) => [index, index])),
  'a buffer of 100 MB': () => Buffer.alloc(hundredMegabytes),
  'a cyclic graph': cyclicGraph,
  'a Proxy': () => new Proxy({}, {}),
  'an object of 100,000 keys': withManyKeys,
};

function cyclicGraph() {
  const nodes = listOf(20, (id) => ({ id, links: [] }));
  for (const node of nodes) node.links.push(...nodes);
  return nodes;
}

/**
 * The table, and what has to be said about the one row that grows with the value. A number is measured again next to
 * every argument, also next to itself: the ratio in that row is the noise of the machine.
 */
export async function captureTable() {
  const smallest = await loopOver('a number');
  const lines = [['Tracking on, one argument', 'ns per call', 'ratio to a number']];
  for (const name of Object.keys(makers)) {
    const [first, result] = await measure([smallest, await loopOver(name)]);
    const [ns, ratio] = timing(result, first).split(' ×');
    lines.push([name, ns, `×${ratio}`]);
  }
  return { lines, remark: await remark() };
}

async function loopOver(name) {
  const { module } = await compiled(
    `capture ${name}`,
    `/** @track */ function take(value) { return 1; }
export const withValue = (value) => (n) => { let s = 0; for (let i = 0; i < n; i++) s += take(value); return s; };`,
  );
  return module.withValue(makers[name]());
}

async function remark() {
  const value = withManyKeys();
  const timesOver = (part) => (n) => {
    for (let index = 0; index < n; index += 1) part();
  };
  const brokenOff = () => {
    // oxlint-disable-next-line no-unreachable-loop, guard-for-in -- the point: what does the first key alone cost?
    for (const key in value) return key;
  };
  const results = await measure([() => Object.keys(value), brokenOff, withManyKeys].map(timesOver));
  const [keys, first, build] = results.map(({ medianNs }) => `${(medianNs / 1e6).toFixed(1)} ms`);
  return `Own keys are the exception to bounded work: JavaScript can only list all of them. Object.keys of that object alone takes ${keys},
for...in that stops at the first key ${first} (and it would ask proxies among the prototypes); building the object takes ${build}.`;
}
