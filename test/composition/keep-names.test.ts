import { instrument } from '@bud/transform';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';

// With `keepNames`, esbuild wraps what it infers a name for in a call, which then runs whenever that expression does: what
// is emitted inside of a function must not be named.
test.each([
  ['a callback', 'export const all = [1].map(/* @track */ (n) => n + 1);'],
  ['a method of an object', 'export const api = { /** @track */ load(id) { return id + 1; } };'],
  ['an async method of an object', 'export const api = { /** @track */ async load(id) { return await id; } };'],
  ['a generator of an object', 'export const api = { /** @track */ *list(n) { yield* [n, n]; } };'],
  ['a constructor', 'export class Box { /** @track */ constructor(n) { this.n = n; } }'],
  ['an accessor', 'export const api = { /** @track */ get size() { return 1; } };'],
  ['a function that uses `arguments`', 'export function count() { /* @track */ return (() => arguments.length)(); }'],
])('is named by esbuild as often as without tracking: %s', async (_name, code) => {
  const namings = async (written: string): Promise<number> => {
    const kept = await transform(written, { keepNames: true, format: 'esm' });
    return kept.code.split('__name(').length;
  };
  const tracked = instrument(code, 'input.js', { rules: [{ functions: '*' }] });
  expect(tracked.sites.length).toBeGreaterThan(0);
  expect(await namings(tracked.code)).toBe(await namings(code));
});
