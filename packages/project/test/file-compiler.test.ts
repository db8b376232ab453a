import { expect, test } from 'vitest';
import { createFileCompiler } from '../src/file-compiler.ts';
import { readOptions } from '../src/options.ts';

const marked = '/** @track */ export function ask() {}';

test('Windows paths: relative to the root with forward slashes, in sites and for globs', () => {
  const rules = [{ files: 'src/agents/**', type: 'agent' }];
  const compiler = createFileCompiler(readOptions({ rules }, undefined), 'C:\\app\\');
  const id = 'C:\\app\\src\\agents\\ask.ts';
  expect(compiler.accepts(id)).toBe(true);
  expect(compiler.compile(marked, id, 'esm').sites).toMatchObject([{ file: 'src/agents/ask.ts', type: 'agent' }]);
  expect(compiler.unmatchedRules([id])).toEqual([]);
});

test('the configured root goes before the root of the host', () => {
  const compiler = createFileCompiler(readOptions({ root: '/workspace' }, undefined), '/workspace/app');
  expect(compiler.compile(marked, '/workspace/app/ask.ts', 'esm').sites).toMatchObject([{ file: 'app/ask.ts' }]);
});

test('a rule is suspected only when every file it matches was compiled', () => {
  const compiler = createFileCompiler(readOptions({ rules: [{ functions: 'nobody' }] }, undefined), '/app');
  const codes = (ids: readonly string[]): readonly string[] => compiler.unmatchedRules(ids).map(({ code }) => code);
  expect(codes([])).toEqual(['BUD201']);
  expect(codes(['/app/a.ts'])).toEqual([]);
  compiler.compile(marked, '/app/a.ts', 'esm');
  expect(codes(['/app/a.ts'])).toEqual(['BUD202']);
  expect(codes(['/app/a.ts', '/app/from-cache.ts'])).toEqual([]);
});
