// Plain calls: what comes back, who `this` is, where a throw goes.
import { describe, expect } from '../mismatch.mjs';
import { aMoment } from '../wait.mjs';

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
  {
    name: 'redirect that a framework throws: span is no error',
    asksForSpan: true,
    program: ['function redirect(error) { throw error; }'],
    async check({ redirect }, trace) {
      const thrown = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;replace;/login;307;' });
      const { returned } = outcomeOf(() => redirect(thrown));
      await returned?.then?.(undefined, () => {});
      expect((await trace()).ended('redirect').error === undefined, 'it was recorded as an error');
    },
  },
  {
    // Of libraries without a way to stop in order, what they have sent when they are through with sending counts.
    name: 'call that still runs when tracking stops: its span has ended',
    asksForSpan: true,
    program: ['async function wait(until) { await until; }'],
    async check({ wait }, trace, { stop }) {
      let goOn;
      const waiting = wait(new Promise((resolve) => (goOn = resolve)));
      await aMoment();
      await stop?.();
      const found = await trace();
      goOn();
      await waiting;
      found.ended('wait');
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
