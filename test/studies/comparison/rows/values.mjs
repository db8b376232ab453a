// Recorded values: there, under their names, and read without running the program's code.
import { describe, expect } from '../mismatch.mjs';

const keep = 'function keep(item) { return 1; }';

export const rows = [
  {
    name: 'arguments recorded by name',
    asksForSpan: true,
    program: ['function ask(question, limit) { return limit; }'],
    async check({ ask }, trace) {
      await ask('needle', 4711);
      const { record } = (await trace()).span('ask');
      // Whatever the notation: the name, a little punctuation, the value.
      for (const [name, value] of [
        ['question', 'needle'],
        ['limit', '4711'],
      ]) {
        expect(record.includes(value), `the argument ${name} was not recorded`);
        expect(new RegExp(`\\b${name}\\W{1,8}${value}`).test(record), `${value} was recorded, but not as ${name}`);
      }
    },
  },
  {
    // Without it, reading nothing of a result would be the way to pass the rows about results.
    name: 'result recorded',
    asksForSpan: true,
    program: ['function sum() { return { total: 4711 }; }'],
    async check({ sum }, trace) {
      await sum();
      expect((await trace()).ended('sum').record.includes('4711'), 'the result was not recorded');
    },
  },
  {
    name: 'cyclic argument recorded',
    asksForSpan: true,
    program: [keep],
    async check({ keep }, trace) {
      const item = { title: 'needle' };
      item.self = item;
      await unharmed(() => keep(item));
      const { record } = (await trace()).ended('keep');
      expect(record.includes('needle'), 'the argument was not recorded');
    },
  },
  {
    name: 'BigInt argument recorded',
    asksForSpan: true,
    program: [keep],
    async check({ keep }, trace) {
      await unharmed(() => keep({ title: 'needle', size: 12345678901234567890n }));
      const { record } = (await trace()).ended('keep');
      expect(record.includes('needle'), 'the argument was not recorded');
      expect(record.includes('12345678901234567890'), 'the BigInt was not recorded');
    },
  },
  {
    name: 'no getter of an argument run',
    program: [keep],
    spans: ['keep'],
    async check({ keep }, trace) {
      const log = [];
      await keep(withGetters(log));
      await trace();
      expect(log.length === 0, `getters ran: ${log.join(', ')}`);
    },
  },
  {
    name: 'no getter of a result run',
    program: ['function make(result) { return result(); }'],
    spans: ['make'],
    async check({ make }, trace) {
      const log = [];
      const result = withGetters(log);
      // Passed as a function, so that what is seen is the result and not the argument.
      await make(() => result);
      await trace();
      expect(log.length === 0, `getters ran: ${log.join(', ')}`);
    },
  },
];

/** Getters where recorders meet them: on the object and on its class. */
function withGetters(log) {
  class Row {
    title = 'needle';
    get lazy() {
      log.push('of the class');
      return 1;
    }
  }
  const get = () => void log.push('of the object');
  return Object.defineProperty(new Row(), 'own', { enumerable: true, configurable: true, get });
}

async function unharmed(call) {
  try {
    await call();
  } catch (error) {
    expect(false, `the call failed: ${describe(error)}`);
  }
}
