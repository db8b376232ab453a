import { expect, test } from 'vitest';

import { instrument } from '../src/index.ts';

test.each([
  ['sum', (length: number) => Array.from({ length }, () => '"a"').join(' + ')],
  ['conditional', (length: number) => `${'x ? 1 : '.repeat(length)}2`],
  ['else if', (length: number) => `(() => { ${'if (x) {} else '.repeat(length)}{} })`],
])('a chain of five thousand links is not nesting: %s', (_, chain) => {
  const { changed, problems } = instrument(`/** @track */ function f(x) { return ${chain(5000)} }`, 'a.mjs');
  expect({ changed, problems }).toEqual({ changed: true, problems: [] });
});

test('brackets nested deeper than the native parser can take are refused before it', () => {
  const code = `/** @track */ function f() { return ${'('.repeat(50_000)}1${')'.repeat(50_000)} }`;
  const { changed, problems } = instrument(code, 'a.mjs');
  expect(changed).toBe(false);
  expect(problems.map(({ message }) => message)).toEqual(['cannot parse: the file is nested too deeply']);
});

test('a file may have more functions than a call may have arguments', () => {
  const code = Array.from({ length: 20_000 }, (_, index) => `function f${index}() {}`).join('\n');
  const { sites, problems } = instrument(code, 'a.mjs', { rules: [{ functions: '*' }] });
  expect({ count: sites.length, problems }).toEqual({ count: 20_000, problems: [] });
});

test('a file without a name, as Next.js has some', () => {
  const { sites, problems } = instrument('/** @track */ export function f() {}', undefined);
  expect({ problems, names: sites.map(({ name, file }) => [name, file]) }).toEqual({
    problems: [],
    names: [['f', '']],
  });
});
