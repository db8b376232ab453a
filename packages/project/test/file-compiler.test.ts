import { expect, test } from 'vitest';
import { openProject } from '../src/project.ts';

const marked = '/** @track */ export function ask() {}';

test('Windows paths: relative to the root with forward slashes, in sites and for globs', () => {
  const rules = [{ files: 'src/agents/**', type: 'agent' }];
  const { compiler } = openProject({ options: { rules }, root: 'C:\\app\\', selection: undefined });
  const id = 'C:\\app\\src\\agents\\ask.ts';
  expect(compiler.accepts(id)).toBe(true);
  expect(compiler.compile(marked, id, 'esm').sites).toMatchObject([{ file: 'src/agents/ask.ts', type: 'agent' }]);
  expect(compiler.unmatched([id])).toEqual([]);
});

test('the configured root goes before the root of the host', () => {
  const { compiler } = openProject({
    options: { root: '/workspace' },
    root: '/workspace/app',
    selection: undefined,
  });
  expect(compiler.compile(marked, '/workspace/app/ask.ts', 'esm').sites).toMatchObject([{ file: 'app/ask.ts' }]);
});

test('a rule is suspected only when every file it matches was compiled', () => {
  const { compiler } = openProject({
    options: { rules: [{ functions: 'nobody' }] },
    root: '/app',
    selection: undefined,
  });
  const codes = (ids: readonly string[]): readonly string[] => compiler.unmatched(ids).map(({ code }) => code);
  expect(codes([])).toEqual(['BUD201']);
  expect(codes(['/app/a.ts'])).toEqual([]);
  compiler.compile(marked, '/app/a.ts', 'esm');
  expect(codes(['/app/a.ts'])).toEqual(['BUD202']);
  expect(codes(['/app/a.ts', '/app/from-cache.ts'])).toEqual([]);
});

test.each([
  ['/C:/app/src/agents/ask.js'],
  ['file:///C:/app/src/agents/ask.js'],
  ['file:///c:/app/src/agents/ask.js?v=1'],
  ['\\\\?\\C:\\app\\src\\agents\\ask.js'],
  ['c:\\app\\src\\agents\\ask.js'],
])('a Windows id: %s', (id) => {
  const rules = [{ files: 'src/agents/**', functions: 'plain', type: 'agent' }];
  const { compiler } = openProject({ options: { rules }, root: 'C:\\app', selection: undefined });
  expect(compiler.accepts(id)).toBe(true);
  const { sites, problems } = compiler.compile('export function plain() {}', id, 'esm');
  expect(problems).toEqual([]);
  expect(sites).toMatchObject([{ name: 'plain', file: 'src/agents/ask.js', type: 'agent' }]);
  expect(compiler.unmatched([id])).toEqual([]);
});
