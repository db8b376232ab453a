// Empty classes are what some of these values are about.
/* oxlint-disable no-extraneous-class */
/** How often code of a hostile value has run, caught or not. */
export const ran = { count: 0 };

export const never = (): never => {
  ran.count += 1;
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

// Asking this one for anything at all runs something.
const trap = new Proxy({}, new Proxy({}, { get: never }));
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

class Holder {}

class Accessors {}
for (const key of ['rawHeaders', 'raw', 'req', 'stream', '$$typeof', '_readableState', 'statusCode', 'then', '@type']) {
  Object.defineProperty(Accessors.prototype, key, { get: never });
}

/** Values that would run user code in a careless inspector, and what shows of them in both formats. */
export const hostile: readonly (readonly [name: string, value: unknown, inspected: string, json: string])[] = [
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
    '{"a":"[Getter]","b":"[Getter]"}',
  ],
  [
    'toJSON, inspect and conversion methods',
    { toJSON: never, inspect: never, toString: never, valueOf: never },
    '{ toJSON: [Function: never], inspect: [Function: never], toString: [Function: never], valueOf: [Function: never] }',
    '{"toJSON":"[Function never]","inspect":"[Function never]","toString":"[Function never]","valueOf":"[Function never]"}',
  ],
  [
    'custom inspection',
    { [Symbol.for('nodejs.util.inspect.custom')]: never },
    '{ [Symbol(nodejs.util.inspect.custom)]: [Function: never] }',
    '{}',
  ],
  ['a trapping proxy', trap, '[Proxy]', '[Proxy]'],
  ['a revoked proxy', [revoked.proxy], '[ [Proxy] ]', '["[Proxy]"]'],
  ['a function behind a proxy', new Proxy(never, { apply: never, get: never }), '[Proxy]', '[Proxy]'],
  ['a trapping proxy as prototype', Object.create(trap), '[Object: null prototype] {}', '{}'],
  [
    'a trapping proxy behind prototypes',
    { a: Object.create(Object.create(Object.create(trap))) },
    '{ a: Object <Object <[Object: null prototype] {}>> {} }',
    '{"a":{}}',
  ],
  [
    'a proxy as prototype',
    Object.create(new Proxy({}, { getOwnPropertyDescriptor: never, getPrototypeOf: never })),
    '[Object: null prototype] {}',
    '{}',
  ],
  ['an iterable', { [Symbol.iterator]: never }, '{ [Symbol(Symbol.iterator)]: [Function: never] }', '{}'],
  ['a patched Map', new Patched([[1, 2]].slice(0, 0) as never), 'Map(0) {}', '{}'],
  ['a patched RegExp', regExpTrap, '/x/g', '/x/g'],
  ['a patched Error', errorTrap, '{ [Error] [cause]: [Getter] }', '{"name":"Error","message":""}'],
  ['a patched Array', arrayTrap, '[ [Getter], 2 ]', '["[Getter]",2]'],
  [
    'a patched Date',
    dateTrap,
    '{ 1970-01-01T00:00:00.000Z toISOString: [Function: never], toString: [Function: never], getTime: [Function: never] }',
    '1970-01-01T00:00:00.000Z',
  ],
  [
    'an accessor as toStringTag',
    {
      get [Symbol.toStringTag]() {
        return never();
      },
    },
    '{ [Symbol(Symbol.toStringTag)]: [Getter] }',
    '{}',
  ],
  [
    'an accessor as constructor',
    Object.create({
      get constructor() {
        return never();
      },
    }),
    '{}',
    '{}',
  ],
  [
    'a lying constructor',
    { constructor: { name: 5, prototype: null } },
    '{ constructor: { name: 5, prototype: null } }',
    '{"constructor":{"name":5,"prototype":null}}',
  ],
  ['a lying tag', { [Symbol.toStringTag]: 'Map' }, "{ [Symbol(Symbol.toStringTag)]: 'Map' }", '{}'],
  ['an invalid date', new Date(NaN), 'Invalid Date', 'Invalid Date'],
  [
    'detached buffers',
    [detached, detachedView, detachedData],
    '[ ArrayBuffer { (detached), byteLength: 0 }, Uint8Array(0) [], DataView { buffer: ArrayBuffer { (detached), byteLength: 0 } } ]',
    '[{"@type":"ArrayBuffer","length":0},{"@type":"Uint8Array","length":0},{"@type":"DataView","length":0}]',
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
    '{"@type":"Private"}',
  ],
  [
    'proxies wherever something is looked for',
    [
      { $$typeof: Symbol.for('react.element'), type: trap },
      { $$typeof: trap },
      Object.assign(new Holder(), { raw: trap, req: trap, rawHeaders: trap, stream: trap }),
      Object.assign(new Holder(), { rawHeaders: ['a', trap], url: 'x' }),
      Object.assign(() => {}, { prototype: trap }),
    ],
    "[ { '$$typeof': Symbol(react.element), type: [Proxy] }, { '$$typeof': [Proxy] }, Holder { raw: [Proxy], req: [Proxy], rawHeaders: [Proxy], stream: [Proxy] }, Holder { url: 'x', headers: [Object: null prototype] { a: [Proxy] } }, { [Function (anonymous)] prototype: [Proxy] } ]",
    '["<Component>",{"$$typeof":"[Proxy]"},{"@type":"Holder","raw":"[Proxy]","req":"[Proxy]","rawHeaders":"[Proxy]","stream":"[Proxy]"},{"@type":"Holder","url":"x","headers":{"a":"[Proxy]"}},"[Function]"]',
  ],
  [
    'a message of Node with conversions in it',
    Object.assign(new Holder(), {
      [Symbol('kOutHeaders')]: { a: [{ toString: never }, { toString: never }] },
      protocol: { toString: never },
      host: { [Symbol.toPrimitive]: never },
      method: { toJSON: never },
    }),
    "Holder { method: { toJSON: [Function: never] }, url: '//', headers: [Object: null prototype] { a: { toString: [Function: never] } } }",
    '{"@type":"Holder","method":{"toJSON":"[Function never]"},"url":"//","headers":{"a":{"toString":"[Function never]"}}}',
  ],
  [
    'a Request with accessors of its own',
    Object.defineProperties(new Request('https://a.b/'), {
      url: { get: never },
      method: { get: never },
      headers: { get: never },
    }),
    "Request { method: 'GET', url: 'https://a.b/', headers: Headers {} }",
    '{"@type":"Request","method":"GET","url":"https://a.b/","headers":{}}',
  ],
  ['accessors on a class, under names that are looked for', new Accessors(), 'Accessors {}', '{"@type":"Accessors"}'],
  [
    'an error whose message converts',
    Object.assign(new Error('x'), { message: { toString: never } }),
    '[Error]',
    '{"name":"Error","message":""}',
  ],
];

/** Values that are too large to be looked through. */
export const large: readonly (readonly [name: string, value: unknown])[] = [
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
