import { openProject } from '@bud/project';
import { expect, test } from 'vitest';
import { compileComponent } from '../src/hooks/component.ts';

const compiler = openProject({ root: '/app', selection: undefined }).compiler;
const compile = (code: string, id: string) => compileComponent(compiler, code, `/app/src/${id}`);

const marked = (name: string): string => `\n/** @track */\nfunction ${name}() {}\n`;
const markup = '\r\n<template>\n  <script>/* @track */ $& $1</script>\n</template>\n<!-- <script> -->\n';

/** The names of the functions that call sites are for. */
const sitesIn = (code = ''): readonly string[] => [...code.matchAll(/function: "(\w+)"/g)].map(([, name = '']) => name);

test.each([
  ['App.vue', `<script setup generic="T extends Map<string, 'a'>">${marked('own')}</script>${markup}`, ['own']],
  [
    'App.vue',
    `${markup}<script lang='ts'>${marked('shared')}</script>\n<script setup>${marked('own')}</script>`,
    ['shared', 'own'],
  ],
  ['App.vue', `<script setup>${marked('own')}</script>\n<script>${marked('shared')}</script>\n`, ['own']],
  [
    'App.svelte',
    `<script module>${marked('shared')}</script>\n\n<script>${marked('own')}</script>${markup}`,
    ['shared', 'own'],
  ],
  [
    'App.svelte',
    `<script context="module">${marked('shared')}</script><script>${marked('indented')}</script>`,
    ['shared'],
  ],
  ['App.svelte', `<script>${marked('own')}</script>\n<script module>${marked('shared')}</script>`, ['own']],
])('%s: the scripts of the component, and nothing around them', (id, code, names) => {
  const result = compile(code, id);
  expect(sitesIn(result?.code)).toEqual(names);
  // What was inserted is all that is new, and no line has moved.
  const inserted = result?.code ?? '';
  expect(inserted.split('\n')).toHaveLength(code.split('\n').length);
  expect(inserted.includes(markup)).toBe(code.includes(markup));
  expect(inserted).not.toMatch(/[\u1680\u2000-\u200A]/);
});

test('marks in a second script that is left alone are a problem at their place', () => {
  const code = `<script>${marked('own')}</script>\n<script module>${marked('shared')}</script>\n`;
  expect(compile(code, 'App.svelte')?.problems).toMatchObject([
    { code: 'BUD405', file: 'src/App.svelte', line: 6, column: 5, remedy: 'Put the module script first.' },
  ]);
  expect(compile(code.replace('/** @track */\nfunction shared', 'function shared'), 'App.svelte')?.problems).toEqual(
    [],
  );
});

test('marks in the frontmatter of Astro are a problem at their place, and the page stays as it is', () => {
  const code = `---\n${marked('own')}const title = own();\n---\n<h1>{title}</h1>\n`;
  const result = compile(code, 'pages/index.astro');
  expect(result).toMatchObject({
    code,
    changed: false,
    problems: [{ code: 'BUD405', file: 'src/pages/index.astro', line: 3 }],
  });
  expect(compile(code.replace('@track', ''), 'pages/index.astro')).toBeNull();
  expect(compile('<script>/* @track */</script>', 'pages/index.astro')).toBeNull();
});

test('the scripts of an Astro page are modules of their own', () => {
  const id = '/app/src/pages/index.astro?astro&type=script&index=0&lang.ts';
  expect(compiler.accepts(id)).toBe(true);
  expect(sitesIn(compiler.compile(marked('own'), id, 'esm').code)).toEqual(['own']);
});

test.each([
  ['a component without a script', 'App.vue', markup],
  ['a component of a package', '../node_modules/ui/App.vue', `<script>${marked('own')}</script>`],
])('%s is left alone', (_name, id, code) => {
  expect(compile(code, id)).toBeNull();
});

test('white space in the script is not taken for the markup around it', () => {
  const code = `<script>${marked('own')}const spaces = '\u2003\u2002';\n</script>\n<p>\u2003</p>\n`;
  const result = compile(code, 'App.svelte');
  expect(result?.code).toContain("const spaces = '\u2003\u2002';\n</script>\n<p>\u2003</p>\n");
  expect(result?.changed).toBe(true);
});
