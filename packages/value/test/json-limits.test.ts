import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ValueLimits } from '../src/format/format.ts';
import { written } from '../src/json/fitted.ts';
import { json } from '../src/json/json.ts';
import { startWalk } from '../src/json/walk.ts';
import type { SecretPolicy } from '../src/secret/policy.ts';
import { defaults, within } from './limits.ts';

const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Nothing is a secret; generated names would be, now and then. */
const open: SecretPolicy = {
  isSecret: () => false,
  replacement: () => undefined,
  hideIn: (text) => text,
  forOneValue: () => open,
};

// Strings of any UTF-16 units, half characters included.
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes));
const document = fc.letrec<{ any: unknown; list: unknown[]; members: Record<string, unknown> }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, '', 0),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.string(),
    fc.string({ unit: 'binary' }),
    units,
    tie('list'),
    tie('members'),
  ),
  list: fc.array(tie('any'), { maxLength: 6 }),
  members: fc.dictionary(
    fc.oneof(fc.string(), units, fc.constantFrom('__proto__', 'toJSON', '…', '0', '1')),
    tie('any'),
    {
      maxKeys: 6,
    },
  ),
}));
const container = fc.oneof(document.list, document.members);

describe('JSON documents', () => {
  it('are what JSON.stringify writes, within the limits', () => {
    const limits = within({ secrets: open, maxLength: 1_000_000, maxDepth: 100 });
    fc.assert(
      fc.property(container, (value) => {
        expect(json(value, limits)).toEqual({ value: JSON.stringify(value), isJson: true });
      }),
      { numRuns: 10_000 },
    );
  });

  it('are whole up to the very limit, and cut after it', () => {
    fc.assert(
      fc.property(container, (value) => {
        const text = JSON.stringify(value);
        expect(json(value, within({ secrets: open, maxLength: text.length, maxDepth: 100 })).value).toBe(text);
        if (text.length < 20) return;
        expect(json(value, within({ secrets: open, maxLength: text.length - 1, maxDepth: 100 })).value).not.toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('parse and keep the limits, whatever the limits are', () => {
    const anyLimits = fc.record({
      maxLength: fc.integer({ min: 2, max: 300 }),
      maxString: fc.integer({ min: 0, max: 60 }),
      maxDepth: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(container, anyLimits, (value, limits) => {
        const { value: text } = json(value, { ...limits, secrets: open });
        expect(String(text).length).toBeLessThanOrEqual(limits.maxLength);
        expect(String(text)).not.toMatch(lone);
        JSON.parse(String(text));
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('what is too long', () => {
  it('is cut in the middle of a string, and says how much is missing', () => {
    const text = `${'a'.repeat(50)}${'b'.repeat(50)}`;
    expect(json(text, within({ maxLength: 30 })).value).toBe('aaaaaaaaa…[82 more]…bbbbbbbbb');
    expect(json([text], within({ maxString: 30 })).value).toBe('["aaaaaaaaa…[82 more]…bbbbbbbbb"]');
    // A value that is a string has no limit but the attribute's.
    expect(json(text, within({ maxString: 30 })).value).toBe(text);
  });

  it('never tears a character', () => {
    for (let length = 0; length < 60; length += 1) {
      for (const before of ['', 'a']) {
        const text = before + '😀'.repeat(40);
        expect(json(text, within({ maxLength: length })).value).not.toMatch(lone);
        expect(json([text], within({ maxLength: length + 2 })).value).not.toMatch(/\\ud/);
      }
    }
  });

  it('has U+FFFD for half characters in a string, and an escape in JSON', () => {
    expect(json('a\ud800b', defaults).value).toBe('a\ufffdb');
    expect(json(['a\ud800b', { '\udc00': 1 }], defaults).value).toBe('["a\\ud800b",{"\\udc00":1}]');
  });

  it('keeps the first and the last items of a list', () => {
    const numbers = Array.from({ length: 1000 }, (_, index) => index);
    expect(json(numbers, within({ maxLength: 60 })).value).toBe(
      '[0,1,2,3,4,5,6,"… 986 more …",993,994,995,996,997,998,999]',
    );
    // A Set cannot be read from its end.
    expect(json(new Set(numbers), within({ maxLength: 60 })).value).toMatch(/^\[0,1,2,.*"… \d+ more …"(?:,\d+)*\]$/);
  });

  it('keeps the newest message of a chat, and what comes after the messages', () => {
    const chat = [
      { role: 'system', content: 's'.repeat(1200) },
      { role: 'user', content: 'the question' },
    ];
    expect(json(chat, within({ maxLength: 200 })).value).toContain('{"role":"user","content":"the question"}]');
    const messages = Array.from({ length: 400 }, (_, index) => ({
      role: 'user',
      content: `message ${index} ${'x'.repeat(80)}`,
    }));
    const text = String(json({ model: 'm', messages, temperature: 0 }, within({ maxLength: 2000 })).value);
    const read = JSON.parse(text) as { model: string; messages: unknown[]; temperature: number };
    expect(read).toMatchObject({ model: 'm', temperature: 0 });
    expect(read.messages.at(0)).toEqual(messages.at(0));
    expect(read.messages.at(-1)).toEqual(messages.at(-1));
    expect(text.length).toBeGreaterThan(1800);
  });

  it('parses where all items show, because the first one was cut to less than its share', () => {
    const escaped = '\u0000'.repeat(10);
    let whole = 0;
    for (const list of [
      [escaped, [1, 2, 3]],
      [escaped, {}, {}, { key: 1 }],
      [escaped, 1, 1.23456789e-100],
    ]) {
      for (let maxLength = 2; maxLength < 80; maxLength += 1) {
        const { value: text } = json(list, within({ maxLength, maxString: 11 }));
        const shown = JSON.parse(String(text)) as unknown[];
        if (shown.length === list.length && shown[0] === '…') whole += 1;
      }
    }
    expect(whole).toBeGreaterThan(0);
  });

  it('keeps the first members of an object', () => {
    const value = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, index]));
    expect(json(value, within({ maxLength: 60 })).value).toBe(
      '{"k0":0,"k1":1,"k2":2,"k3":3,"k4":4,"…":"95 more keys"}',
    );
  });

  it('writes an object that stands in two places as each of them asks', () => {
    const cut = { filler: { text: 'x'.repeat(500), number: 1 } };
    const limits = within({ maxLength: 400 });
    const list = ['one', 'two'];
    const named = String(json({ notes: list, passwords: list, headers: list, ...cut }, limits).value);
    expect(named).toContain('{"notes":["one","two"],"passwords":"[REDACTED]","headers":["one","two"],');
    const entry = { name: 'password', value: 'hunter2' };
    const paired = String(json({ a: [entry], b: entry, ...cut }, limits).value);
    expect(paired.split('{"name":"password","value":"[REDACTED]"}')).toHaveLength(3);
    const circle = { of: {} };
    const link = { circle };
    circle.of = link;
    const linked = String(json({ circle, other: { link }, ...cut }, limits).value);
    expect(linked).toContain(
      '{"circle":{"of":{"circle":"[Circular]"}},"other":{"link":{"circle":{"of":"[Circular]"}}},',
    );
  });

  it('shares the room between large members', () => {
    const value = { a: 'a'.repeat(5000), n: 1, b: 'b'.repeat(5000), c: [['c'.repeat(5000)]] };
    const read = JSON.parse(String(json(value, within({ maxLength: 700 })).value)) as Record<string, unknown>;
    expect(Object.keys(read)).toEqual(['a', 'n', 'b', 'c']);
    for (const key of ['a', 'b', 'c']) expect(JSON.stringify(read[key]).length).toBeGreaterThan(180);
  });
});

/** Counts what is looked at for one value: members and characters of it, and characters searched for secrets. */
function work(value: unknown, limits: ValueLimits): number {
  let searched = 0;
  const secrets: SecretPolicy = {
    ...open,
    hideIn(text) {
      searched += text.length;
      return text;
    },
  };
  const walk = startWalk({ ...limits, secrets }, undefined);
  const { steps } = walk;
  const text = written(walk, value, limits.maxLength);
  expect(text?.length).toBeLessThanOrEqual(limits.maxLength);
  JSON.parse(String(text));
  return steps - walk.steps + searched;
}

function deep(levels: number): unknown {
  let value: unknown = 'end';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { value };
  return value;
}

function cycle(length: number): unknown {
  const first: Record<string, unknown> = {};
  let last = first;
  for (let index = 1; index < length; index += 1) last = last['next'] = { index };
  last['next'] = first;
  return first;
}

function wide(count: number, value: unknown): unknown {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));
}

/** The same kind of value at 64 KB and as large as it gets. */
const kinds: readonly (readonly [name: string, small: unknown, large: unknown])[] = [
  ['a string', ['x'.repeat(65_536)], ['x'.repeat(100_000_000)]],
  ['items', Array.from({ length: 32_768 }, () => 1), Array.from({ length: 1_000_000 }, () => 1)],
  [
    'objects in a list',
    Array.from({ length: 4096 }, () => ({ a: 'bcdefgh' })),
    Array.from({ length: 1_000_000 }, () => ({ a: 'bcdefgh' })),
  ],
  ['levels', deep(6553), deep(100_000)],
  ['a cycle', cycle(4096), cycle(100_000)],
  [
    'lists of lists',
    Array.from({ length: 256 }, () => Array.from({ length: 128 }, () => 1)),
    Array.from({ length: 1000 }, () => Array.from({ length: 1000 }, () => 1)),
  ],
  ['members', wide(6553, 1), wide(1_000_000, 1)],
  ['members without a value', wide(6553, undefined), wide(1_000_000, undefined)],
  ['members that are large themselves', wide(64, wide(64, 'x'.repeat(16))), wide(1000, wide(1000, 'x'.repeat(16)))],
  ['long names', wide(1, 1), { ['k'.repeat(10_000_000)]: 1 }],
  [
    'entries of a Map',
    new Map(Array.from({ length: 6553 }, (_, index) => [`k${index}`, 1])),
    new Map(Array.from({ length: 1_000_000 }, (_, index) => [`k${index}`, 1])),
  ],
  ['escapes', ['\u0000'.repeat(65_536)], ['\u0000'.repeat(10_000_000)]],
];

describe('the work', () => {
  for (const [name, small, large] of kinds) {
    it(`does not grow with the value: ${name}`, () => {
      for (const limits of [defaults, within({ maxLength: 1000 })]) {
        expect(work(large, limits)).toBeLessThanOrEqual(3 * Math.max(work(small, limits), limits.maxLength));
      }
    });
  }

  it('is not done again for what was written, or did not fit, before', () => {
    interface Linked {
      readonly parent: Linked | null;
      readonly name: string;
      children: readonly Linked[];
    }
    const linked = (levels: number, parent: Linked | null): Linked => {
      const node: Linked = { parent, name: `level ${levels}`, children: [] };
      if (levels > 0) node.children = [1, 2, 3].map(() => linked(levels - 1, node));
      return node;
    };
    expect(work(linked(8, null), defaults)).toBeLessThanOrEqual(2 * defaults.maxLength);
  });

  it('has a bound of its own, for values that make each attempt fail late', () => {
    // Every member almost fits, and has members of which every one almost fits.
    const nested = (levels: number): unknown => (levels === 0 ? 'x'.repeat(3000) : wide(50, nested(levels - 1)));
    expect(work(nested(4), defaults)).toBeLessThanOrEqual(60 * defaults.maxLength);
  });
});
