import { instrument, type Instrumented, type InstrumentOptions } from '@bud/transform';
import { describe, expect, test } from 'vitest';
import { lostCode } from '../fixtures/lost-code.mjs';

// Files that are broken, huge or odd. Whatever they are: nothing is thrown, the code outside the insertions stays, and
// what is said about a place says the right place.

const marked = '/** @track */ export function marked() {}';

/** Instruments and checks what holds for every input. */
function checked(code: string, file = 'src/input.ts', options: InstrumentOptions = {}): Instrumented {
  const result = instrument(code, file, options);
  expect(lostCode(code, result.code)).toEqual([]);
  expect(result.changed).toBe(result.code !== code);
  expect(result.map === null).toBe(!result.changed);
  return result;
}

/** What a file holds from a reported place on. */
function textAt(code: string, { line, column }: { readonly line: number; readonly column: number }): string {
  return (code.split('\n')[line - 1] ?? '').slice(column - 1);
}

describe('a file with nothing in it', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n\t\r\n'],
    ['one comment', '// nothing'],
    ['only a hashbang', '#!/usr/bin/env node\n'],
    ['only a directive', "'use strict'"],
  ])('%s passes through, with every function asked for', (_name, code) => {
    expect(checked(code, 'src/input.ts', { rules: [{ functions: '*' }] })).toMatchObject({ code, problems: [] });
  });

  test('only a mark is a problem', () => {
    expect(checked('/** @track */').problems).toMatchObject([{ code: 'BUD101', line: 1, column: 5 }]);
  });
});

describe('a file that cannot be parsed', () => {
  test.each([
    ['open brace', `${marked}\nfunction broken( {`],
    ['merge conflict', `<<<<<<< HEAD\n${marked}\n=======\n>>>>>>> branch`],
    ['JSON', '{ "mark": "/** @track */", "list": [1, 2] }'],
    ['markup', `<template><p>/** @track */</p></template>`],
    ['open comment', `${marked} /* @track`],
    ['lone surrogate', `${marked} const a = '\ud800'; \ud800`],
    ['NUL characters', `${marked}\u0000\u0000`],
  ])('%s passes through unchanged with one problem', (_name, code) => {
    const { changed, problems } = checked(code);
    expect({ changed, codes: problems.map((problem) => problem.code) }).toEqual({ changed: false, codes: ['BUD001'] });
    const [{ line, column, frame } = { line: 0, column: 0, frame: '' }] = problems;
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(frame).not.toBe('');
  });

  test('without a mark it is nobody’s concern', () => {
    expect(checked('function broken( {').problems).toEqual([]);
  });
});

describe('a huge file', () => {
  const filler = Array.from(
    { length: 60_000 },
    (_, index) => `export const row${index} = { id: ${index}, text: 'some text of row ${index}' };`,
  );

  test('5 MB with one mark at the end', () => {
    const code = `${filler.join('\n')}\n${marked}\n`;
    expect(code.length).toBeGreaterThan(4_000_000);
    const { sites, problems } = checked(code);
    expect({ sites, problems }).toMatchObject({ sites: [{ name: 'marked', line: 60_001, column: 22 }], problems: [] });
  });

  test('one line of 1 MB with a mark and a mistake at the end', () => {
    const line = filler.slice(0, 15_000).join(' ');
    const code = `${line} /** @track typ=tool */ export function marked() {}`;
    expect(line.length).toBeGreaterThan(1_000_000);
    const { sites, problems } = checked(code);
    expect(sites).toHaveLength(1);
    expect(textAt(code, sites[0]!)).toMatch(/^function marked/);
    expect(textAt(code, problems[0]!)).toMatch(/^typ=tool/);
    // Nobody wants a megabyte in a terminal.
    expect(problems[0]!.frame.length).toBeLessThan(400);
    expect(problems[0]!.frame).toContain('typ=tool');
  });

  test('10,000 marked functions', () => {
    const code = Array.from({ length: 10_000 }, (_, index) => `/** @track */ function f${index}() {}`).join('\n');
    const { sites } = checked(code);
    expect(sites).toHaveLength(10_000);
    expect(sites[9_999]).toMatchObject({ name: 'f9999', line: 10_000, column: 15 });
  });
});

describe('deep nesting', () => {
  test.each([
    ['parentheses', '(', '1', ')'],
    ['arrays', '[', '', ']'],
    ['calls', 'f(', '', ')'],
    ['template literals', '`${', '1', '}`'],
    ['arrows', '() => ', '1', ''],
    ['a sum', '1 + ', '1', ''],
  ])('%s', (_name, open, middle, close) => {
    for (const depth of [200, 3000]) {
      const code = `${marked}\nconst deep = ${open.repeat(depth)}${middle}${close.repeat(depth)};`;
      const { changed, problems } = checked(code);
      // Either it works, or the file is left alone and that is said.
      expect(problems.map((problem) => problem.code)).toEqual(changed ? [] : ['BUD001']);
      if (depth === 200) expect(changed).toBe(true);
    }
  });
});

describe('what looks like a mark and is none', () => {
  test.each([
    ['strings', `const a = '/** @track */', b = "// @track"; export function f() { return a + b; }`],
    ['templates', 'const a = `/** @track */ ${/x/} // @track`; export function f() { return a; }'],
    [
      'regular expressions',
      String.raw`const a = /\/** @track *\//, b = /[/*] @track/; export function f() { return [a, b]; }`,
    ],
    ['division', 'const a = 4 / 2 / 1, b = "@track"; export function f() { return a; }'],
    ['HTML-like comments in a module', 'const a = "<!-- @track -->"; export function f() { return a; }'],
    ['identifiers', 'const track = 1; export function f() { return track; } const s = "@track";'],
  ])('in %s marks nothing', (_name, code) => {
    expect(checked(code)).toMatchObject({ changed: false, problems: [] });
  });
});

describe('line endings and encodings', () => {
  const code = [
    '// @track type=tool',
    'export function first(a) {',
    "  'use client'",
    '  return a',
    '}',
    '/* @track typ=x */',
    'export const second = () => 1',
    '',
  ];

  test.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['line separators', '\u2028'],
  ])('%s stay as they are', (_name, ending) => {
    const text = code.join(ending);
    const { code: output, sites, problems } = checked(text, 'src/input.js');
    expect(sites.map(({ name }) => name)).toEqual(['first', 'second']);
    expect(problems).toHaveLength(1);
    expect(output.split(ending)).toHaveLength(code.length);
    expect(output.split(/\r\n|[\n\r\u2028\u2029]/)).toHaveLength(code.length);
  });

  test('CRLF does not shift positions', () => {
    const { sites, problems } = checked(code.join('\r\n'), 'src/input.js');
    expect(sites).toMatchObject([
      { line: 2, column: 8 },
      { line: 7, column: 23 },
    ]);
    expect(problems).toMatchObject([{ line: 6, column: 11 }]);
    expect(problems[0]!.frame).not.toContain('\r');
  });

  test('a byte order mark stays first and has no width', () => {
    const { code: output, sites } = checked('\ufeff/** @track */ export function f() {}');
    expect(output.startsWith('\ufeff')).toBe(true);
    expect(output.lastIndexOf('\ufeff')).toBe(0);
    expect(sites).toMatchObject([{ line: 1, column: 22 }]);
  });

  test('emoji before and in names', () => {
    const text =
      'const icon = \'👩‍👩‍👧🎉\'; /* 🎉 @track */ /** @track name="🚀 go" typ=x */ export const größe𝒳 = (ключ) => ключ + icon;';
    const { sites, problems } = checked(text, 'src/🎉/größe.js');
    expect(sites).toMatchObject([{ name: '🚀 go', function: 'größe𝒳', file: 'src/🎉/größe.js', inputs: ['ключ'] }]);
    expect(textAt(text, sites[0]!)).toMatch(/^\(ключ\)/);
    expect(textAt(text, problems[0]!)).toMatch(/^typ=x/);
  });
});

describe('file names', () => {
  test.each([
    ['virtual ids', '\0virtual:agent.ts', '', '\0virtual:agent.ts'],
    ['no extension', 'agent', '', 'agent'],
    ['an empty name', '', '', ''],
    ['queries', '/app/src/Chat.vue?vue&type=script&setup=true&lang.ts', '/app', 'src/Chat.vue'],
    ['a query after an extension', '/app/src/a.ts?v=1234', '/app', 'src/a.ts'],
    ['Windows paths', 'C:\\app\\src\\agent.ts', 'C:\\app', 'src/agent.ts'],
    ['Windows paths with slashes', 'C:/app/src/agent.ts', 'C:\\app\\', 'src/agent.ts'],
    ['paths outside the root', '/elsewhere/agent.ts', '/app', '../elsewhere/agent.ts'],
    ['a sibling of the root', '/application/agent.ts', '/app', '../application/agent.ts'],
    ['spaces and hashes', '/app/my src/#agent.ts', '/app', 'my src/#agent.ts'],
    ['trailing dots', '/app/src/...ts', '/app', 'src/...ts'],
  ])('%s', (_name, file, root, expected) => {
    const { sites, map } = checked('/** @track */ export function f(a: number) { return a; }', file, { root });
    expect(sites).toMatchObject([{ name: 'f', file: expected }]);
    expect(map?.sources).toEqual([file.replaceAll('\\', '/')]);
  });

  test('rules see the same path on Windows', () => {
    const options: InstrumentOptions = { root: 'C:\\app', rules: [{ files: 'src/*.ts', functions: '*' }] };
    expect(checked('function f() {}', 'C:\\app\\src\\agent.ts', options).sites).toHaveLength(1);
  });
});
