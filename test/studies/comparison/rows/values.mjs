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
  {
    name: 'argument recorded as JSON that parses',
    asksForSpan: true,
    program: [keep],
    async check({ keep }, trace) {
      const item = { city: 'Vienna', days: 2, tags: ['a', 'b'], nested: { 'a key': "it's" } };
      await unharmed(() => keep(item));
      const { record } = (await trace()).ended('keep');
      expect(holdsAsJson(JSON.parse(record), JSON.stringify(item)), 'nothing that was recorded parses to the argument');
    },
  },
  {
    name: 'newest message of a long chat kept',
    asksForSpan: true,
    program: ['function ask(messages) { return 1; }'],
    async check({ ask }, trace) {
      const older = Array.from({ length: 5000 }, (_, n) => ({
        role: 'user',
        content: `${n} ${'lorem ipsum '.repeat(40)}`,
      }));
      await unharmed(() => ask([...older, { role: 'user', content: 'needle' }]));
      expect((await trace()).ended('ask').record.includes('needle'), 'the newest message was not recorded');
    },
  },
  {
    name: '20 MB argument: what is recorded stays below 1 MB',
    asksForSpan: true,
    program: [keep],
    async check({ keep }, trace) {
      await unharmed(() => keep({ title: 'needle', text: 'x'.repeat(20e6) }));
      const { record } = (await trace()).ended('keep');
      expect(record.includes('needle'), 'the argument was not recorded');
      expect(record.length < 1e6, `${Math.round(record.length / 1e6)} MB were recorded`);
    },
  },
  {
    name: 'secret hidden by its name',
    asksForSpan: true,
    program: [keep],
    async check({ keep }, trace) {
      await unharmed(() =>
        keep({ title: 'needle', apiKey: 'hunter2-hunter2', headers: { authorization: 'Basic aHVudGVyMg==' } }),
      );
      const { record } = (await trace()).ended('keep');
      expect(record.includes('needle'), 'the argument was not recorded');
      expect(!/hunter2|aHVudGVyMg/.test(record), 'the secret was recorded');
    },
  },
  {
    name: 'secret hidden by its shape',
    asksForSpan: true,
    program: [keep],
    async check({ keep }, trace) {
      // Assembled, so that no scanner takes it for a real one.
      const key = ['sk', 'ant', 'api03', 'Zq9x7Kv2Lm4TbR8wYc3NfH6jPdS1gUa5'].join('-');
      await unharmed(() => keep({ title: 'needle', note: `use ${key} for it` }));
      const { record } = (await trace()).ended('keep');
      expect(record.includes('needle'), 'the argument was not recorded');
      expect(!record.includes(key), 'the key was recorded');
    },
  },
];

/** Whether the JSON is found, whole, in what was recorded, or in a string of it that is JSON itself. */
function holdsAsJson(recorded, json) {
  if (JSON.stringify(recorded) === json) return true;
  if (typeof recorded === 'string')
    return /^[{["]/.test(recorded) && parses(recorded) && holdsAsJson(JSON.parse(recorded), json);
  return (
    recorded !== null &&
    typeof recorded === 'object' &&
    Object.values(recorded).some((value) => holdsAsJson(value, json))
  );
}

function parses(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

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
