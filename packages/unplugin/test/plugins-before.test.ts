import { expect, test } from 'vitest';
import { pluginsBefore } from '../src/hooks/plugins-before.ts';

const handler = () => null;
const own = { name: 'bud-track', transform: { order: 'pre', handler } };

test('only plugins that load files, or stand before and ask to run first', () => {
  const plugins = [
    { name: 'vite:load', load: handler },
    { name: 'transforms', transform: handler },
    [
      { name: 'first', transform: { order: 'pre', handler } },
      null,
      Promise.resolve({ name: 'unknown', load: handler }),
    ],
    own,
    { name: 'behind', transform: { order: 'pre', handler } },
    { name: 'loads', load: handler },
    { name: 'loads-scripts', load: { filter: { id: [/\.vue$/, /\.[jt]s$/] }, handler } },
    { name: 'loads-globs', load: { filter: { id: '**/*' }, handler } },
    { name: 'loads-included', load: { filter: { id: { include: /\.tsx$/ } }, handler } },
    { name: 'loads-anything', load: { filter: { id: { exclude: /\.vue$/ } }, handler } },
    { name: 'virtual', load: { filter: { id: /^\0/ }, handler } },
  ];
  const loading = ['loads', 'loads-scripts', 'loads-globs', 'loads-included', 'loads-anything'];
  expect(pluginsBefore(plugins)).toEqual([
    { name: 'first', isAlwaysFirst: false },
    ...loading.map((name) => ({ name, isAlwaysFirst: true })),
  ]);
});

test('nothing but Bud Track', () => {
  expect(pluginsBefore(own)).toEqual([]);
  expect(pluginsBefore(undefined)).toEqual([]);
});
