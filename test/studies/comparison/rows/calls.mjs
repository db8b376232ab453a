// Plain calls: what comes back, who `this` is, where a throw goes.
import { describe, expect } from '../mismatch.mjs';

export const rows = [
  {
    name: 'sync stays sync',
    program: ['function add(a, b) { return a + b; }'],
    spans: ['add'],
    check({ add }) {
      const sum = add(40, 2);
      expect(sum === 42, `the call returned ${describe(sum)}, not 42`);
    },
  },
  {
    name: '`this` kept',
    program: [
      { class: 'class Counter { base = 40; /** @track */ add(by) { return this?.base + by; } }', method: 'add' },
    ],
    spans: ['Counter.add', 'add'],
    async check({ Counter }) {
      const sum = await new Counter().add(2);
      expect(sum === 42, `a method that needs \`this\` returned ${describe(sum)}, not 42`);
    },
  },
  {
    name: 'sync throw: stays sync, same error',
    program: ['function refuse(error) { throw error; }'],
    spans: ['refuse'],
    check({ refuse }) {
      const error = new TypeError('refused');
      const { thrown, returned } = outcomeOf(() => refuse(error));
      returned?.then?.(undefined, () => {});
      expect(thrown !== undefined, `nothing was thrown, the call returned ${describe(returned)}`);
      expect(thrown === error, `another error was thrown: ${describe(thrown)}`);
    },
  },
  {
    name: 'sync throw: span ends as an error',
    asksForSpan: true,
    program: ['function refuse(error) { throw error; }'],
    async check({ refuse }, trace) {
      const { returned } = outcomeOf(() => refuse(new TypeError('refused')));
      await returned?.then?.(undefined, () => {});
      (await trace()).failed('refuse', 'refused');
    },
  },
];

function outcomeOf(call) {
  try {
    return { returned: call() };
  } catch (thrown) {
    return { thrown };
  }
}
