import { describe, expect, it } from 'vitest';
import { createSecretPolicy } from '../src/secret/policy.ts';
import { inspect } from '../src/inspect/inspect.ts';

const show = (value: unknown, maxLength = 1000): string =>
  inspect(value, { maxLength, maxDepth: 10, secrets: createSecretPolicy({}) });

const never = (): never => {
  throw new Error('user code ran');
};

function deep(levels: number): unknown {
  let value: unknown = 'end';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { value };
  return value;
}

function deepPrototype(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level += 1) value = Object.create(value) as object;
  return value;
}

const trap = new Proxy({}, { get: () => never });
const revoked = Proxy.revocable([], {});
revoked.revoke();

class Patched extends Map<unknown, unknown> {
  override get size(): number {
    return never();
  }
  override entries(): never {
    return never();
  }
  override [Symbol.iterator](): never {
    return never();
  }
  static override get [Symbol.species](): never {
    return never();
  }
  static override [Symbol.hasInstance](): never {
    return never();
  }
  static override get name(): never {
    return never();
  }
}

const regExpTrap = Object.defineProperties(/x/g, {
  flags: { get: never },
  global: { get: never },
  source: { get: never },
  toString: { get: never },
});

const errorTrap = Object.defineProperties(new Error('x'), {
  stack: { get: never },
  message: { get: never },
  cause: { get: never },
});

const arrayTrap = Object.defineProperties([1, 2], {
  0: { get: never, enumerable: true },
  [Symbol.iterator]: { get: never },
  map: { get: never },
});

const dateTrap = Object.assign(new Date(0), { toISOString: never, toString: never, getTime: never });

const detached = new ArrayBuffer(8);
const detachedView = new Uint8Array(detached);
const detachedData = new DataView(detached);
structuredClone(detached, { transfer: [detached] });

/** Values that would run user code in a careless inspector, and what shows of them. */
const hostile: readonly (readonly [name: string, value: unknown, text: string])[] = [
  [
    'getters',
    {
      get a() {
        return never();
      },
      get b() {
        return never();
      },
      set b(_) {},
    },
    '{ a: [Getter], b: [Getter/Setter] }',
  ],
  [
    'toJSON, inspect and conversion methods',
    { toJSON: never, inspect: never, toString: never, valueOf: never },
    '{ toJSON: [Function: never], inspect: [Function: never], toString: [Function: never], valueOf: [Function: never] }',
  ],
  [
    'custom inspection',
    { [Symbol.for('nodejs.util.inspect.custom')]: never },
    '{ [Symbol(nodejs.util.inspect.custom)]: [Function: never] }',
  ],
  ['a trapping proxy', trap, '[Proxy]'],
  ['a revoked proxy', [revoked.proxy], '[ [Proxy] ]'],
  ['a function behind a proxy', new Proxy(never, { apply: never, get: never }), '[Proxy]'],
  [
    'a proxy as prototype',
    Object.create(new Proxy({}, { getOwnPropertyDescriptor: never, getPrototypeOf: never })),
    '[Object: null prototype] {}',
  ],
  ['an iterable', { [Symbol.iterator]: never }, '{ [Symbol(Symbol.iterator)]: [Function: never] }'],
  ['a patched Map', new Patched([[1, 2]].slice(0, 0) as never), 'Map(0) {}'],
  ['a patched RegExp', regExpTrap, '/x/g'],
  ['a patched Error', errorTrap, '{ [Error] [cause]: [Getter] }'],
  ['a patched Array', arrayTrap, '[ [Getter], 2 ]'],
  [
    'a patched Date',
    dateTrap,
    '{ 1970-01-01T00:00:00.000Z toISOString: [Function: never], toString: [Function: never], getTime: [Function: never] }',
  ],
  [
    'an accessor as toStringTag',
    {
      get [Symbol.toStringTag]() {
        return never();
      },
    },
    '{ [Symbol(Symbol.toStringTag)]: [Getter] }',
  ],
  [
    'an accessor as constructor',
    Object.create({
      get constructor() {
        return never();
      },
    }),
    '{}',
  ],
  [
    'a lying constructor',
    { constructor: { name: 5, prototype: null } },
    '{ constructor: { name: 5, prototype: null } }',
  ],
  ['a lying tag', { [Symbol.toStringTag]: 'Map' }, "{ [Symbol(Symbol.toStringTag)]: 'Map' }"],
  ['an invalid date', new Date(NaN), 'Invalid Date'],
  [
    'detached buffers',
    [detached, detachedView, detachedData],
    '[ ArrayBuffer { (detached), byteLength: 0 }, Uint8Array(0) [], DataView { buffer: ArrayBuffer { (detached), byteLength: 0 } } ]',
  ],
  [
    'private state',
    new (class Private {
      #a = 1;
      get a() {
        return this.#a;
      }
    })(),
    'Private {}',
  ],
];

describe('value text of hostile values', () => {
  // A loop and not `it.each`, which would look into the values itself.
  for (const [name, value, text] of hostile) {
    it(`${name}: nothing of it runs`, () => {
      expect(show(value)).toBe(text);
    });
  }

  const large: readonly (readonly [name: string, value: unknown])[] = [
    ['a 100 MB string', 'x'.repeat(100_000_000)],
    ['a million elements', Array.from({ length: 1_000_000 }, (_, index) => index)],
    ['a hundred million holes', new Array(100_000_000)],
    ['a million bytes', new Uint8Array(1_000_000)],
    ['a large Map', new Map(Array.from({ length: 100_000 }, (_, index) => [index, index]))],
    ['100,000 levels', deep(100_000)],
    ['100,000 prototypes', deepPrototype(100_000)],
    ['a million characters as a key', { ['k'.repeat(1_000_000)]: 1 }],
    ['a million characters as a name', Object.defineProperty(() => {}, 'name', { value: 'n'.repeat(1_000_000) })],
    ['a million characters as a message', new Error('m'.repeat(1_000_000))],
    ['a million characters as a description', Symbol('s'.repeat(1_000_000))],
    ['a boxed string of 100 MB', Object('x'.repeat(100_000_000))],
    ['a description of 100 MB', Symbol('x'.repeat(100_000_000))],
    ['a boxed symbol of 100 MB', Object(Symbol('x'.repeat(100_000_000)))],
    ['a key of 100 MB', { ['k'.repeat(100_000_000)]: 1, [Symbol('k'.repeat(100_000_000))]: 1 }],
    ['a number of a million bits', 1n << 1_000_000n],
    ['a boxed number of a million bits', Object(-1n << 1_000_000n)],
    ['a large header map', new Headers(Array.from({ length: 5000 }, (_, index) => [`h${index}`, 'x']))],
    ['large parameters', new URLSearchParams('a=b&'.repeat(200_000))],
    ['a large regular expression', new RegExp('x'.repeat(1_000_000))],
    ['a name of 10 MB', new (Object.defineProperty(class {}, 'name', { value: 'n'.repeat(10_000_000) }))()],
    ['a tag of 10 MB', { __proto__: { [Symbol.toStringTag]: 't'.repeat(10_000_000) } }],
    ['many references to one object', Array.from({ length: 1000 }, () => hostile)],
  ];
  for (const [name, value] of large) {
    it(`${name}: the text is bounded`, () => {
      expect(show(value).length).toBeLessThanOrEqual(1001);
      expect(show({ value }).length).toBeLessThanOrEqual(1001);
    });
  }

  it('does not depend on natives that the program has replaced', () => {
    const { keys } = Object;
    const { next } = Object.getPrototypeOf(new Map().entries()) as { next: unknown };
    try {
      Object.getPrototypeOf(new Map().entries()).next = never;
      expect(show(new Map([[1, 2]]))).toBe('Map(1) { 1 => 2 }');
    } finally {
      Object.getPrototypeOf(new Map().entries()).next = next;
      Object.keys = keys;
    }
  });
});

describe('what no limit of the text can bound', () => {
  it('is abbreviated: integers of more than a thousand digits', () => {
    const largest = 2n ** 4095n - 1n;
    expect(show(largest, 2000)).toBe(`${largest}n`);
    expect(show([largest + 1n, Object(-(2n ** 4095n) - 1n)], 2000)).toBe(
      '[ [BigInt: more than 1232 digits], [BigInt: [BigInt: more than 1232 digits]] ]',
    );
  });

  it('is listed as far as it shows: headers, parameters, form fields', () => {
    const native = Object.getPrototypeOf(new URLSearchParams().entries()) as { next(): unknown };
    const { next } = native;
    native.next = never;
    try {
      const text = show(new URLSearchParams('a=b&'.repeat(200_000)), 100_000);
      expect(text.split("'a' => 'b'")).toHaveLength(101);
      expect(text.endsWith(', ... more items }')).toBe(true);
    } finally {
      native.next = next;
    }
  });
});
