import { instrument, type reasons, type InstrumentOptions } from '@bud/transform';
import { describe, expect, test } from 'vitest';

function consideredOf(code: string, options: InstrumentOptions = {}, file = 'src/input.ts') {
  return instrument(code, file, options).considered.map(({ name, shape, reason }) => [name, shape, reason]);
}

// One function for every reason there is; a reason that nothing gives would be missing here.
const examples: Readonly<
  Record<keyof typeof reasons, readonly [code: string, shape: string | null, InstrumentOptions?]>
> = {
  'calls-itself-by-name': ['/** @track */ const one = async () => 1;', 're-enter'],
  'calls-itself-by-class': ['class A { /** @track */ one() {} }', 're-enter'],
  'uses-arguments': ['/** @track */ function one() { return arguments; }', 'enclose'],
  'uses-new-target': ['/** @track */ function one() { return new.target; }', 'enclose'],
  'uses-eval': ['/** @track */ function one() { eval(""); }', 'enclose'],
  'captures-stack': ['/** @track */ function f() { Error.captureStackTrace({}, f); }', 'enclose'],
  'parameter-is-function': ['/** @track */ function one(a) { function a() {} }', 'enclose'],
  'parameters-run-code': ['/** @track */ function one([a]) {}', 'enclose'],
  'no-name': ['/** @track */ let one = () => 1;', 'enclose'],
  'name-is-shadowed': ['/** @track */ function one(one) {}', 'enclose'],
  'name-is-reassigned': ['/** @track */ function one() {} one = null;', 'enclose'],
  'names-are-dynamic': ['/** @track */ function one() {} eval("");', 'enclose'],
  'object-member': ['const a = { /** @track */ one() {} };', 'enclose'],
  'is-constructor': ['class A { /** @track */ constructor() {} }', 'enclose'],
  'is-server-function': ["/** @track */ async function one() { 'use server'; }", 'enclose'],
  'is-accessor': ['class A { /** @track */ get one() { return 1; } }', 'enclose'],
  'host-renames-classes': ['class A { /** @track */ one() {} }', 'enclose', { keepsClassNames: false }],
  'class-has-no-name': ['export default class { /** @track */ one() {} }', 'enclose'],
  'class-is-decorated': ['class A { /** @track */ one() {} @d two() {} }', 'enclose'],
  'key-is-computed': ['class A { /** @track */ #one() {} }', 'enclose'],
  'inside-component': ['function useOne() { return useTwo(/** @track */ () => 1); }', 'enclose'],
  'type-is-inferred': [
    '/** @track */ export const one = (a: unknown) => a !== null;',
    'enclose',
    { checksTypes: true },
  ],
  'is-component': ['/** @track */ function useOne() { return useTwo(); }', 'front'],
  'method-has-rival': ['class A { /** @track */ one() {} [two]() {} }', 'enclose'],
  off: ['// @track off\nfunction one() {}', null],
  level: ['/** @track level=debug */ function one() {}', null, { level: 'warn' }],
  type: ['/** @track type=tool */ function one() {}', null, { types: ['llm'] }],
  'left-out': [
    'class A extends B { a = 1; constructor() { super(); } }',
    null,
    { rules: [{ functions: '*' }], keepsFields: false },
  ],
  refused: ['const a = { /** @track */ *one() { super.one(); } };', null],
};

test.each(Object.entries(examples))('says %s', (reason, [code, shape, options]) => {
  expect(consideredOf(code, options)).toMatchObject([[expect.any(String), shape, reason]]);
});

describe('marks', () => {
  test('say what they attach to', () => {
    const code = '/** @track */ class A { one() {} }\n// @track\nconst two = () => {};\n// @track\n';
    const { marks } = instrument(code, 'src/input.ts');
    expect(marks.map(({ target }) => target)).toEqual([
      { kind: 'class', name: 'A', start: code.indexOf('class') },
      { kind: 'function', name: 'two', start: code.indexOf('() =>') },
      null,
    ]);
    expect(marks.map(({ start, end }) => code.slice(start, end))).toEqual(['@track', '@track', '@track']);
  });

  test('and rules are told apart', () => {
    const rules = [{ functions: 'one' }, { functions: '*' }];
    const { considered } = instrument('/** @track */ function one() {} function two() {}', 'src/input.ts', { rules });
    expect(considered.map((each) => each.rules)).toEqual([[0, 1], [1]]);
  });
});

test('a file that is instrumented already, or switched off, says so', () => {
  const { code, skipped } = instrument('/** @track */ function one() {}', 'a.js');
  expect(skipped).toBe(null);
  expect(instrument(code, 'a.js').skipped).toBe('instrumented');
  expect(instrument('// @track-file off\n/** @track */ function one() {}', 'a.js').skipped).toBe('file-off');
});
