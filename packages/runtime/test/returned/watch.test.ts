import { expect, it } from 'vitest';
import { methodOf } from '../../src/returned/watch.ts';

function chainOf(levels: number, root: object): object {
  let object = root;
  for (let level = 0; level < levels; level += 1) object = Object.create(object) as object;
  return object;
}

it('finds a method as deep as real hierarchies go, and gives up on a hostile one', () => {
  const root = { key: () => 1 };
  expect(methodOf(chainOf(64, root), 'key')).toBe(root.key);
  expect(methodOf(chainOf(100_000, root), 'key')).toBeUndefined();
});
