// What flows cost a program that has them and has not switched them on.
import { configureFlow, flow } from '@bud/flow';
import { track } from '@bud/observe';
import { measure } from './measure.mjs';
import { timing } from './table.mjs';

const add = (a, b) => (a * 31 + b) | 0;
const addLater = async (a, b) => (a * 31 + b) | 0;
const node = track({ name: 'node', params: ['a', 'b'] }, (a, b) => (a * 31 + b) | 0);

/** Each call alone, and with a flow around; `n` times. */
const rows = [
  [
    'a node of a flow, tracked',
    (n) => {
      for (let i = 0; i < n; i++) node(i, 2);
    },
    (n) =>
      flow.run(() => {
        for (let i = 0; i < n; i++) node(i, 2);
      }),
  ],
  [
    '`flow.run` itself, sync',
    (n) => {
      for (let i = 0; i < n; i++) add(i, 2);
    },
    (n) => {
      for (let i = 0; i < n; i++) flow.run(() => add(i, 2));
    },
  ],
  [
    '`flow.run` itself, async',
    async (n) => {
      for (let i = 0; i < n; i++) await addLater(i, 2);
    },
    async (n) => {
      for (let i = 0; i < n; i++) await flow.run(() => addLater(i, 2));
    },
  ],
];

/** Whoever calls it has tracking on. */
export async function flowTable() {
  configureFlow({ enabled: false });
  const lines = [['Flows there, and off', 'without a flow', 'in a flow']];
  for (const [name, ...loops] of rows) {
    const results = await measure(loops);
    lines.push([name, ...results.map((result) => timing(result, results[0]))]);
  }
  return lines;
}
