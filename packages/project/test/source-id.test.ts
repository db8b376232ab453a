import { expect, test } from 'vitest';
import { isInPackage, isSource } from '../src/file/source-id.ts';

test.each([
  '/app/src/a.ts',
  '/app/src/a.mts',
  '/app/src/a.cjs',
  '/app/src/a.tsx?v=1a2b',
  '/app/src/a.js?t=1700000000',
  'C:\\app\\src\\a.ts',
  '/app/src/App.vue?vue&type=script&setup=true&lang.ts',
  '/app/src/Page.astro?astro&type=script&index=0&lang.ts',
  '/app/src/a.ts?worker_file&type=module',
])('%s is source', (id) => {
  expect(isSource(id)).toBe(true);
});

test.each([
  '\0virtual:a.ts',
  '\0/app/src/a.cjs?commonjs-module',
  '/app/src/a.css',
  '/app/src/a.json',
  '/app/src/App.vue',
  '/app/src/App.vue?vue&type=style&index=0&lang.css',
  '/app/src/App.vue?vue&type=template&id=1&lang.js',
  '/app/src/a.ts?raw',
  '/app/src/a.ts?url',
  '/app/src/a.ts?worker&inline',
  '/app/src/a.ts.map',
])('%s is not', (id) => {
  expect(isSource(id)).toBe(false);
});

test('packages are told apart with either slash', () => {
  expect(
    ['/app/node_modules/a/b.js', 'C:\\app\\node_modules\\a\\b.js', '/app/my_node_modules/b.js'].map(isInPackage),
  ).toEqual([true, true, false]);
});
