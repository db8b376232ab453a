import { expect, test } from 'vitest';
import { openProject } from '../src/project.ts';

function project(selection: string, options: object = {}) {
  return openProject({ options, root: '/app', selection });
}

test.each([
  ['of', '`BUD_TRACK=off`'],
  ['yes', '`BUD_TRACK=on`'],
  ['no', '`BUD_TRACK=off`'],
  ['all', '`BUD_TRACK=on`'],
  ['ture', '`BUD_TRACK=true`'],
  ['flase', '`BUD_TRACK=false`'],
  ['lmm', '`BUD_TRACK=llm`'],
  ['LLM', '`BUD_TRACK=llm`'],
  ['llm tool', '`BUD_TRACK=llm,tool`'],
  ['llm,agnet', '`BUD_TRACK=agent`'],
  ['llm;', '`BUD_TRACK=llm`'],
  ['"off"', '`BUD_TRACK=off`'],
  ["'llm'", '`BUD_TRACK=llm`'],
  ['[llm tool]', '`BUD_TRACK=llm,tool`'],
  ['*', '`BUD_TRACK=on`'],
  ['n', '`BUD_TRACK=off`'],
  ['undefined', '`BUD_TRACK=on`'],
  [';', '`BUD_TRACK=off`'],
])('BUD_TRACK=%s is a mistake before any file is seen', (value, meant) => {
  const { problems } = project(value);
  expect(problems.map(({ code, remedy }) => `${code} ${remedy}`)).toEqual([`BUD203 Did you mean ${meant}?`]);
});

test.each([',', ' , ', ',,'])('BUD_TRACK=%s names no type', (value) => {
  const { problems, options, compiler } = project(value);
  expect(problems.map(({ code, message, remedy }) => `${code} ${message}. ${remedy}`)).toEqual([
    'BUD203 BUD_TRACK selects types and names none, so nothing is tracked. Name a type, leave it out to track everything, or write `BUD_TRACK=off` to track nothing.',
  ]);
  const code = '/** @track type=llm */ export function a() {}';
  expect(options.types).toEqual([]);
  expect(compiler.compile(code, '/app/a.ts', 'esm').code).toBe(code);
});

test('options that select types and name none', () => {
  const { problems } = project('', { types: [] });
  expect(problems.map(({ code, remedy }) => `${code} ${remedy}`)).toEqual([
    'BUD203 Name a type, leave it out to track everything, or write `mode: "off"` to track nothing.',
  ]);
});

test.each(['llm,tool', 'llm,', ',llm,,tool', '', '  ', 'on', 'off', '0', 'planner', 'chat', 'a/b', 'a:b'])(
  'BUD_TRACK=%s may be meant',
  (value) => {
    expect(project(value).problems).toEqual([]);
  },
);

test('a type of the options, or of a rule, that is almost a known one', () => {
  const { problems } = project('', { types: ['lmm'], rules: [{ type: 'Tool' }] });
  expect(problems.map(({ code, message, remedy }) => `${code} ${message}. ${remedy}`)).toEqual([
    'BUD203 types selects the type "lmm", which no function has. Did you mean "llm"?',
    'BUD112 the type "Tool" in rules[0] is one letter away from a known one. Did you mean "tool"?',
  ]);
});

test.each([
  ['planner', ['BUD203 The types in use are llm, step.']],
  ['llm,planner', ['BUD203 The types in use are llm, step.']],
  ['tool', ['BUD203 The types in use are llm, step.']],
  ['llm,tool', []],
  ['step', []],
  // Said already, before any file was seen.
  ['lmm', []],
])('BUD_TRACK=%s after a whole build', (value, expected) => {
  const { compiler } = project(value);
  compiler.compile(
    '/** @track type=llm */ function a() {} /** @track type=step */ function b() {}',
    '/app/a.ts',
    'esm',
  );
  expect(compiler.unmatched(['/app/a.ts']).map(({ code, remedy }) => `${code} ${remedy}`)).toEqual(expected);
});

test('nothing is wrong with a build in which nothing asks for tracking', () => {
  const { compiler } = project('planner');
  compiler.compile('function a() {}', '/app/a.ts', 'esm');
  expect(compiler.unmatched(['/app/a.ts'])).toEqual([]);
});
