// Sparse arrays and empty classes are what some of these values are about.
/* oxlint-disable no-sparse-arrays, no-extraneous-class */
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { json } from '../src/json/json.ts';
import { defaults, within } from './limits.ts';

const show = (value: unknown): unknown => json(value, defaults).value;
/** The JSON text of what has one, read again. */
const read = (value: unknown): unknown => {
  const { value: text, isJson } = json(value, defaults);
  expect(isJson).toBe(true);
  return JSON.parse(String(text));
};

class Point {
  #hidden = 1;
  readonly x = 1;
  readonly at = { y: [2] };
  get hidden(): number {
    return this.#hidden;
  }
}

describe('attributes that are no JSON', () => {
  it.each([
    ['a string', 'as it "is"'],
    ['a number', 1.5],
    ['false', false],
  ])('%s is itself', (_, value) => {
    expect(json(value, defaults)).toEqual({ value, isJson: false });
  });

  const words: readonly (readonly [value: unknown, text: unknown])[] = [
    [undefined, 'undefined'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [10n, '10n'],
    [Symbol('key'), 'Symbol(key)'],
    [function load() {}, '[Function load]'],
    [async () => {}, '[AsyncFunction]'],
    [function* items() {}, '[GeneratorFunction items]'],
    [class A {}, '[class A]'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(NaN), 'Invalid Date'],
    [/a\/b/gi, '/a\\/b/gi'],
    [new URL('https://a.b/c?d#e'), 'https://a.b/c?d#e'],
    [Promise.resolve(1), '[Promise]'],
    [new WeakMap(), '[WeakMap]'],
    [new Proxy({}, {}), '[Proxy]'],
    [Object(5), 5],
    [Object('boxed'), 'boxed'],
    [Object(5n), '5n'],
  ];
  for (const [value, text] of words) {
    it(`${String(text)} is the word for it`, () => {
      expect(json(value, defaults)).toEqual({ value: text, isJson: false });
    });
  }
});

describe('JSON text', () => {
  it('is what JSON.stringify writes, for plain data', () => {
    const value = { b: [1, 'a"\n', null, true, [], {}], a: -0, 1: 'first', ['__proto__']: 'own', '': '' };
    expect(show(value)).toBe(JSON.stringify(value));
    expect(json(null, defaults)).toEqual({ value: 'null', isJson: true });
  });

  it('leaves members without a value out, and has null for items without one', () => {
    expect(show({ a: undefined, b: [undefined, , 1] })).toBe('{"b":[null,null,1]}');
  });

  it('says in a string what JSON has no word for', () => {
    const value = {
      number: NaN,
      big: 10n,
      symbol: Symbol('s'),
      load() {},
      Class: class A {},
      date: new Date(0),
      url: new URL('https://a.b'),
      pattern: /x/,
      proxy: new Proxy([], {}),
      get getter() {
        return 1;
      },
      set setter(_: unknown) {},
    };
    expect(read(value)).toEqual({
      number: 'NaN',
      big: '10n',
      symbol: 'Symbol(s)',
      load: '[Function load]',
      Class: '[class A]',
      date: '1970-01-01T00:00:00.000Z',
      url: 'https://a.b/',
      pattern: '/x/',
      proxy: '[Proxy]',
      getter: '[Getter]',
      setter: '[Setter]',
    });
  });

  it('says [Circular] inside of itself only', () => {
    const shared = { a: 1 };
    const value: Record<string, unknown> = { shared, again: shared };
    value['self'] = value;
    value['list'] = [value];
    expect(show(value)).toBe('{"shared":{"a":1},"again":{"a":1},"self":"[Circular]","list":["[Circular]"]}');
  });

  it('has own enumerable members with string keys, and the name of a class', () => {
    expect(show(new Point())).toBe('{"@type":"Point","x":1,"at":{"y":[2]}}');
    expect(show(Object.create(Point.prototype, { x: { value: 1 } }))).toBe('{"@type":"Point"}');
    expect(show(Object.assign(new Point(), { '@type': 'mine' }))).toBe('{"x":1,"at":{"y":[2]},"@type":"mine"}');
    expect(show(Object.assign(Object.create(null), { a: 1, [Symbol('s')]: 2 }))).toBe('{"a":1}');
    expect(show(new (class {})())).toBe('{}');
    expect(show((function* () {})())).toBe('{"@type":"Generator"}');
  });

  it('opens as many levels as it is told', () => {
    const value = { a: { b: { c: {} } }, p: new Point(), l: [[1]], m: new Map([['k', 1]]) };
    expect(json(value, within({ maxDepth: 1 })).value).toBe(
      '{"a":{"b":"[Object]"},"p":{"@type":"Point","x":1,"at":"[Object]"},"l":["[Array]"],"m":{"k":1}}',
    );
    expect(json(value, within({ maxDepth: 0 })).value).toBe('{"a":"[Object]","p":"[Point]","l":"[Array]","m":"[Map]"}');
  });

  it('shows collections as what they hold', () => {
    expect(show(new Map([['a', { b: 1 }]]))).toBe('{"a":{"b":1}}');
    expect(show(new Map<unknown, unknown>([['a', 1], [{ id: 1 }, 2]]))).toBe('[["a",1],[{"id":1},2]]'); // prettier-ignore
    expect(show(new Map())).toBe('{}');
    expect(show(new Set([1, 'a', [2]]))).toBe('[1,"a",[2]]');
    expect(show(new URLSearchParams('a=1&b=2&a=3'))).toBe('{"a":["1","3"],"b":"2"}');
    expect(show(new Headers({ B: '2', a: '1' }))).toBe('{"a":"1","b":"2"}');
    const form = new FormData();
    form.append('q', 'x');
    form.append('f', new File(['abc'], 'a.txt', { type: 'text/plain' }));
    expect(show(form)).toBe('{"q":"x","f":{"@type":"File","name":"a.txt","type":"text/plain","length":3}}');
  });

  it('shows errors by name, message, cause and what was added', () => {
    class RateLimited extends Error {
      readonly status = 429;
    }
    expect(show(new RateLimited('slow down', { cause: new TypeError('inner') }))).toBe(
      '{"name":"RateLimited","message":"slow down","cause":{"name":"TypeError","message":"inner"},"status":429}',
    );
    expect(show(new AggregateError([new Error('a'), 1], 'many'))).toBe(
      '{"name":"AggregateError","message":"many","errors":[{"name":"Error","message":"a"},1]}',
    );
    expect(show(new DOMException('stop', 'AbortError'))).toBe('{"name":"AbortError","message":"stop"}');
  });

  it('knows objects of other realms', () => {
    expect(show(runInNewContext('Object.assign(new RangeError("far"), { code: 1 })'))).toBe(
      '{"name":"RangeError","message":"far","code":1}',
    );
    expect(show(runInNewContext('class Far extends Error {}; new Far("away")'))).toBe(
      '{"name":"Far","message":"away"}',
    );
    expect(
      show(runInNewContext('({ m: new Map([["k", [new Date(0)]]]), s: new Set([1]), l: [() => {}], n: Object(1) })')),
    ).toBe('{"m":{"k":["1970-01-01T00:00:00.000Z"]},"s":[1],"l":["[Function]"],"n":1}');
    expect(show(runInNewContext('class Names extends Map {}; new Names([["a", 1]])'))).toBe('{"a":1}');
  });

  it('shows bytes as type, length and a hash that tells them apart', () => {
    expect(show(Buffer.from('hello'))).toBe('{"@type":"Buffer","length":5,"hash":"4f9f2cab"}');
    expect(show(new Float64Array(3))).toBe('{"@type":"Float64Array","length":3,"hash":"e2ba14a5"}');
    expect(show(new Uint8Array())).toBe('{"@type":"Uint8Array","length":0}');
    const { buffer } = new Uint8Array([1, 2, 3, 4]);
    const hashOf = (value: unknown): unknown => (read(value) as { hash: unknown }).hash;
    expect(hashOf(buffer)).toBe(hashOf(new DataView(buffer)));
    expect(hashOf(buffer)).not.toBe(hashOf(new DataView(buffer, 1, 2)));
    const long = new Uint8Array(100_000);
    const before = hashOf(long);
    long[99_999] = 1;
    expect(hashOf(long)).not.toBe(before);
    expect(show(new Blob(['abc'], { type: 'text/csv' }))).toBe('{"@type":"Blob","type":"text/csv","length":3}');
  });

  it('shows elements of React by their tag', () => {
    const element = (type: unknown): object => ({
      $$typeof: Symbol.for('react.transitional.element'),
      type,
      props: {},
    });
    function Chat() {}
    const Named = Object.assign(() => {}, { displayName: 'Pretty' });
    expect(
      show([
        element('div'),
        element(Chat),
        element(Named),
        element(Symbol.for('react.fragment')),
        element({ $$typeof: Symbol.for('react.memo'), type: Chat }),
        element({ $$typeof: Symbol.for('react.forward_ref'), render: Chat }),
        element({}),
      ]),
    ).toBe('["<div>","<Chat>","<Pretty>","<fragment>","<Chat>","<Chat>","<Component>"]');
    expect(show(element('b'))).toBe('<b>');
    expect(show({ $$typeof: 'no symbol' })).toBe('{"$$typeof":"no symbol"}');
  });

  it('says of a global object only what it is', () => {
    expect(show(globalThis)).toBe('{"@type":"global"}');
    const { globalThis: other } = runInNewContext('({ globalThis })') as { globalThis: unknown };
    expect(JSON.parse(String(show({ window: other })))).toEqual({ window: {} });
  });

  it('shows what is under way without its machinery', () => {
    class StreamTextResult {
      readonly id = 'r1';
      readonly baseStream = new ReadableStream();
      readonly tools = { search: { execute() {} } };
      readonly _steps = 3;
    }
    class Pending {
      readonly id = 'r2';
      readonly usage = Promise.resolve({ tokens: 1 });
      readonly schema = { deep: {} };
    }
    expect(show(new StreamTextResult())).toBe('{"@type":"StreamTextResult","id":"r1"}');
    expect(show(new Pending())).toBe('{"@type":"Pending","id":"r2"}');
    expect(show({ stream: new ReadableStream(), usage: Promise.resolve(1) })).toBe(
      '{"stream":{"@type":"ReadableStream"},"usage":"[Promise]"}',
    );
  });
});

describe('secrets', () => {
  const token = 'sk-ant-REDACTME-0123456789';

  it('are replaced wherever a name tells them', () => {
    const value = {
      apiKey: token,
      nested: [{ password: token }],
      headers: new Headers({ authorization: token }),
      env: new Map<unknown, unknown>([['API_KEY', token], [1, 1]]), // prettier-ignore
      pairs: [['authorization', token]],
      named: { name: 'cookie', value: token },
      request: new Request('https://a.b', { headers: { cookie: token } }),
      [`https://me:${token}@host`]: 1,
      error: new Error(`https://me:${token}@host`),
    };
    expect(show(value)).not.toContain('REDACTME');
    expect(show(value)).toContain('"apiKey":"[REDACTED]"');
  });

  it('are replaced before a string is cut, wherever the cut is', () => {
    for (let before = 0; before < 120; before += 1) {
      for (const tail of ['', 'x'.repeat(200)]) {
        const text = `${'x'.repeat(before)} https://me:REDACTMEREDACTMEREDACTME@host ${tail}`;
        expect(json(text, within({ maxLength: 60 })).value).not.toMatch(/REDACTME|EDACTM/);
        expect(json([text], within({ maxString: 60 })).value).not.toMatch(/REDACTME|EDACTM/);
        expect(json({ a: text }, within({ maxLength: 60 })).value).not.toMatch(/REDACTME|EDACTM/);
      }
    }
  });
});
