// Sparse arrays and arrays with keys are what some of these values are about.
/* oxlint-disable no-sparse-arrays, no-misused-spread */
import { inspect as inspectInNode } from 'node:util';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretPolicy } from '../src/secret/policy.ts';
import { inspectString as inspect } from '../src/inspect/inspect.ts';

const secrets = createSecretPolicy({});
const show = (value: unknown, maxLength = 1_000_000, maxDepth = 4): string =>
  inspect(value, { maxLength, maxDepth, secrets });
const expected = (value: unknown, depth = 4): string =>
  inspectInNode(value, { compact: true, breakLength: Infinity, depth, customInspect: false });

class Point {
  #hidden = 1;
  readonly x: unknown;
  readonly y: unknown;
  constructor(x: unknown, y: unknown) {
    this.x = x;
    this.y = y;
  }
  get hidden(): number {
    return this.#hidden;
  }
}
class Tagged extends Map<unknown, unknown> {}
Object.defineProperty(Tagged.prototype, Symbol.toStringTag, { value: 'tagged' });
class List extends Array<unknown> {}

/** Wraps any values into one of the built-in containers. */
const containers: readonly ((items: readonly unknown[]) => unknown)[] = [
  (items) => new Map(items.map((item, index) => [item, index])),
  (items) => new Set(items),
  (items) => new Point(items[0], items[1]),
  (items) => Object.assign(Object.create(null), { ...items }),
  (items) => Object.assign((): void => {}, { items }),
  (items) => Object.assign(/re(g)+/dgi, { items }),
  (items) => Object.assign(new Date(86_400_000), { items }),
  (items) => Object.assign([...items], { extra: items[0] }),
  (items) => List.from(items),
  (items) => [, items[0], , , items[1], ,],
  (items) => ({
    [Symbol('mark')]: items[0],
    get a() {
      return items;
    },
    set a(_value) {},
    get b() {
      return 1;
    },
    set c(_value: unknown) {},
  }),
  (items) => Object.create({ inherited: 1 }, { own: { value: items[0], enumerable: true }, hidden: { value: 1 } }),
  (items) => Object.assign(new String(`boxed ${items.length}`), { items }),
  (items) => Object.assign(Object(Symbol('boxed')), { items }),
  (items) =>
    (function (..._items: unknown[]) {
      return arguments;
    })(...items),
];

const fixed: readonly unknown[] = [
  ...[
    () => {},
    function named() {},
    async () => {},
    function* gen() {},
    async function* agen() {},
    class {},
    class A {},
    class B extends Point {},
  ],
  ...[
    new Date(NaN),
    new Date(0),
    /a\/b/u,
    new Uint8Array([1, 2]),
    new Float64Array([-0, 1.5]),
    new BigInt64Array(1),
    new ArrayBuffer(3),
    new ArrayBuffer(99),
  ],
  ...[
    new SharedArrayBuffer(1),
    new DataView(new ArrayBuffer(2), 1),
    new WeakMap(),
    new WeakSet(),
    Object(1n),
    Object(false),
    Object(-0),
    Object('s'),
  ],
  ...[
    (function* () {})(),
    [1].values(),
    Math,
    JSON,
    Reflect,
    Intl,
    globalThis.Atomics,
    Object.create(null),
    Object.create({}),
    new Tagged([[1, 2]]),
  ],
  ...[Object.create(Map.prototype), Object.create(Date.prototype)],
  ...[
    Object.setPrototypeOf([1], null),
    Object.setPrototypeOf(() => {}, null),
    Object.setPrototypeOf(class Q {}, null),
    { constructor: class Z {} },
  ],
  ...[{ __proto__: { a: 1 } }, JSON.parse('{"__proto__": 1}'), { [Symbol.toStringTag]: 'own' }],
  ...[
    [undefined, null, , NaN],
    new Array(3),
    new Array(200).fill(0),
    Array.from({ length: 101 }, (_, i) => i),
    new Set(Array.from({ length: 150 }, (_, i) => i)),
  ],
  ...[
    new Map(Array.from({ length: 120 }, (_, i) => [i, i])),
    new Uint8Array(130),
    runInNewContext('[1, { a: 1 }, new Map([[1, 2]]), new Date(0), /x/g]'),
  ],
];

/** Shown differently where the depth ends, by a rule of Node's own that nobody would miss. */
const strange: readonly unknown[] = [
  Object.create(Object.create(null)),
  Object.create(Object.create(Object.create(null))),
];

const leaf = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom("it's", '"\'', '"\'`', "a'${b}`", '\ud800', '\n\t\x07\x9b'),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.integer(),
      fc.double(),
      fc.bigInt(),
      fc.boolean(),
      fc.constantFrom(null, undefined, Symbol('s'), Symbol.iterator, Symbol()),
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...fixed) },
);

const anything = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 6, depthSize: 'large' }, leaf, tie('array'), tie('object'), tie('container')),
  array: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('a', 'a_b', '$x', 'a-b', '1', 'é')), tie('value'), {
    maxKeys: 5,
    noNullPrototype: false,
  }),
  container: fc
    .tuple(fc.constantFrom(...containers), fc.array(tie('value'), { maxLength: 3 }))
    .map(([wrap, items]) => wrap(items)),
})).value;

// The output is that of Node 20 everywhere; later versions of Node print symbol keys and buffers differently.
describe.runIf(process.versions.node.startsWith('20.'))('inspect and util.inspect', () => {
  it.each([...fixed, ...strange].map((value) => [expected(value).slice(0, 60), value]))(
    'of %s is what util.inspect prints',
    (_name, value) => {
      expect(show(value)).toBe(expected(value));
    },
  );

  it('equals util.inspect for thousands of generated values', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 6 }), (value, depth) => {
        expect(show(value, 1_000_000, depth)).toBe(expected(value, depth));
      }),
      { numRuns: 5000, seed: 7 },
    );
  });

  it('is a prefix of it when cut, and says so', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 200 }), (value, limit) => {
        const whole = expected(value);
        const text = show(value, limit);
        if (whole.length <= limit) expect(text).toBe(whole);
        else {
          expect(text.endsWith('…')).toBe(true);
          expect(text.length).toBeGreaterThanOrEqual(limit);
          expect(text.length).toBeLessThanOrEqual(limit + 1);
          // Which quotes are best can depend on what was cut away.
          if (!/["'`]/.test(whole)) expect(whole.startsWith(text.slice(0, -1))).toBe(true);
        }
      }),
      { numRuns: 2000, seed: 8 },
    );
  });
});

describe('inspect', () => {
  it('marks circular references', () => {
    const ring: Record<string, unknown> = { list: [] };
    ring['self'] = ring;
    (ring['list'] as unknown[]).push(ring['list'], new Map([[ring, ring]]));
    expect(show(ring)).toBe(expected(ring));
    const map = new Map<unknown, unknown>();
    map.set(
      'me',
      Object.assign(() => {}, { map }),
    );
    expect(show(map)).toBe(expected(map));
  });

  it('does not tear a surrogate pair apart', () => {
    expect(show('ab😀cd', 4)).toBe("'ab…");
  });

  it('stays on one line', () => {
    class Named extends Error {}
    const error = Object.assign(new Named('two\nlines', { cause: new TypeError('why') }), { code: 5 });
    expect(show(error)).toBe('{ [Named: two\\nlines] [cause]: [TypeError: why], code: 5 }');
    expect(show([new AggregateError([new Error('')], 'all')])).toBe(
      '[ { [AggregateError: all] [errors]: [ [Error] ] } ]',
    );
    expect(show({ [Symbol('a\nb')]: Symbol('c\nd') })).toBe('{ [Symbol(a\\nb)]: Symbol(c\\nd) }');
  });

  it('shows header maps, form fields and URLs', () => {
    const values = [new Headers({ b: '2', 'a-x': '1' }), new URLSearchParams('q=x&q=y'), new URL('http://h/p?q=1')];
    expect(values.map((value) => show(value))).toEqual([
      "Headers { 'a-x': '1', b: '2' }",
      "URLSearchParams { 'q' => 'x', 'q' => 'y' }",
      "URL { href: 'http://h/p?q=1' }",
    ]);
  });
});
