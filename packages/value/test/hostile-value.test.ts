import { describe, expect, it } from 'vitest';
import { inspectString as inspect } from '../src/inspect/inspect.ts';
import { json } from '../src/json/json.ts';
import { hostile, large, never, ran } from './hostile.ts';
import { within } from './limits.ts';

const show = (value: unknown, maxLength = 1000): string => inspect(value, within({ maxLength }));
const say = (value: unknown, maxLength = 1000): string => String(json(value, within({ maxLength })).value);

const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe('hostile values', () => {
  // A loop and not `it.each`, which would look into the values itself.
  for (const [name, value, inspected, asJson] of hostile) {
    it(`${name}: nothing of it runs`, () => {
      expect(show(value)).toBe(inspected);
      expect(say(value)).toBe(asJson);
      expect(ran.count).toBe(0);
    });
  }

  for (const [name, value] of large) {
    it(`${name}: the string is bounded`, () => {
      expect(show(value).length).toBeLessThanOrEqual(1001);
      expect(show({ value }).length).toBeLessThanOrEqual(1001);
      for (const text of [say(value), say({ value }), say([value, value])]) {
        expect(text.length).toBeLessThanOrEqual(1000);
        expect(text).not.toMatch(lone);
      }
      JSON.parse(say({ value }));
    });
  }

  it('does not depend on natives that the program has replaced', () => {
    const { keys } = Object;
    const { next } = Object.getPrototypeOf(new Map().entries()) as { next: unknown };
    try {
      Object.getPrototypeOf(new Map().entries()).next = never;
      expect(show(new Map([[1, 2]]))).toBe('Map(1) { 1 => 2 }');
      expect(say(new Map([[1, 2]]))).toBe('[[1,2]]');
    } finally {
      Object.getPrototypeOf(new Map().entries()).next = next;
      Object.keys = keys;
    }
  });
});

describe('what no limit of the string can bound', () => {
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
      expect(say(new URLSearchParams('a=b&'.repeat(200_000)))).toMatch(/"b","… \d+ more …","b".*"…":"more keys"/);
    } finally {
      native.next = next;
    }
  });
});
