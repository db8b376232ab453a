import { expect, it } from 'vitest';
import { findProperty, hasPrototype, hidden, prototypesOf } from '../src/reflect/prototypes.ts';

function chainOf(levels: number, root: object): object {
  let object = root;
  for (let level = 0; level < levels; level += 1) object = Object.create(object) as object;
  return object;
}

it('looks through what real hierarchies have, and not through all of a hostile one', () => {
  const root = { key: () => 1 };
  expect(findProperty(chainOf(64, root), 'key')).toMatchObject({ value: root.key });
  expect(findProperty(chainOf(65, root), 'key')).toBe(hidden);
  expect(prototypesOf(chainOf(100_000, root))).toHaveLength(64);
  expect(hasPrototype(chainOf(64, root), (prototype) => prototype === root)).toBe(true);
  expect(hasPrototype(chainOf(65, root), (prototype) => prototype === root)).toBe(false);
  expect(findProperty(root, 'other')).toBeUndefined();
});

it('stops at a proxy', () => {
  const proxy = new Proxy({}, { getOwnPropertyDescriptor: () => expect.unreachable() });
  expect(findProperty(chainOf(2, proxy), 'key')).toBe(hidden);
  expect(prototypesOf(chainOf(3, proxy))).toHaveLength(2);
  expect(hasPrototype(chainOf(3, proxy), (prototype) => prototype === proxy)).toBe(false);
});
