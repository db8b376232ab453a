import { expect, test } from 'vitest';

import { instrument, mayTrack, modeOf, OptionsError, projectPath, resolveOptions } from '../src/index.ts';

test.each([
  [undefined, {}],
  ['', {}],
  ['on', {}],
  ['1', {}],
  ['off', { mode: 'off' }],
  ['OFF', { mode: 'off' }],
  ['0', { mode: 'off' }],
  ['false', { mode: 'off' }],
  ['llm', { mode: 'on', types: ['llm'] }],
  [' llm, tool ,', { mode: 'on', types: ['llm', 'tool'] }],
])('BUD_TRACK=%s', (value, expected) => {
  expect(modeOf(value)).toEqual(expected);
});

test('wrong options are all named in one error, with what is accepted', () => {
  const wrong = { strikt: true, level: 'loud', rules: [{}] } as object;
  expect(() => resolveOptions(wrong)).toThrow(OptionsError);
  expect(() => resolveOptions(wrong)).toThrow(
    'unknown option "strikt" (did you mean "strict"?); "level" must be one of trace, debug, info, notice, warn, error, fatal, not "loud"',
  );
});

test('wrong rules are named by their place', () => {
  const wrong = {
    rules: [{ type: 'llm' }, { typo: 1, functions: [], captureInput: 'yes', attributes: { a: {} } }],
  } as object;
  expect(() => resolveOptions(wrong)).toThrow(
    /"rules\[1\]\.functions" must be.*unknown option "rules\[1\]\.typo".*"rules\[1\]\.type".*captureInput" must be true or false, not "yes"/,
  );
});

test('a level below the configured one emits nothing', () => {
  const code = '// @track level=debug\nfunction f() {}\n// @track\nfunction g() {}';
  expect(instrument(code, 'a.mjs', { level: 'info' }).sites.map((site) => site.name)).toEqual(['g']);
  expect(instrument(code, 'a.mjs').sites.map((site) => site.name)).toEqual(['f', 'g']);
});

test('types select functions at build time', () => {
  const code = '// @track type=llm\nfunction f() {}\n// @track type=tool\nfunction g() {}\n// @track\nfunction h() {}';
  expect(instrument(code, 'a.mjs', { types: ['tool'] }).sites.map((site) => site.name)).toEqual(['g']);
});

test('mode off looks at nothing', () => {
  const code = '// @track typ=llm\nfunction f() {';
  expect(instrument(code, 'a.mjs', { mode: 'off' })).toMatchObject({ code, changed: false, problems: [], map: null });
});

test('a file without marks and rules is not even parsed', () => {
  expect(mayTrack('this does not parse', 'a.js', resolveOptions())).toBe(false);
  const options = resolveOptions({
    rules: [{ files: 'src/**', type: 'llm' }],
    exclude: '**/*.test.ts',
    root: '/project',
  });
  expect(mayTrack('x', '/project/src/a.ts', options)).toBe(true);
  expect(mayTrack('x', '/project/lib/a.ts', options)).toBe(false);
  expect(mayTrack('x', '/project/src/a.test.ts', options)).toBe(false);
});

test.each([
  ['/project/src/a.ts', '/project', 'src/a.ts'],
  ['/project/src/a.ts?v=1', '/project/', 'src/a.ts'],
  ['C:\\project\\src\\a.ts', 'C:\\project', 'src/a.ts'],
  ['/mono/lib/a.ts', '/mono/app', '../lib/a.ts'],
  ['/project', '/project', '../project'],
  ['c:\\project\\src\\a.ts', 'C:\\project', 'src/a.ts'],
  ['D:/a.ts', 'C:/project', 'D:/a.ts'],
  ['src/a.ts', '', 'src/a.ts'],
])('%s in %s is %s', (file, root, expected) => {
  expect(projectPath(file, root)).toBe(expected);
});

test('a misspelt key of a rule is named with the right one', () => {
  expect(() => resolveOptions({ rules: [{ file: 'src/**' }] } as object)).toThrow(
    'unknown option "rules[0].file" (did you mean "rules[0].files"?)',
  );
});

test.each([
  ['no reference to CommonJS', 'function label(module) { return module.name } // exports', true],
  ['require', 'const { sep } = require("node:path"); function label() {}', false],
  ['module.exports', 'module.exports = { label }; function label() {}', false],
  ['typeof exports', 'if (typeof exports === "object") label(); function label() {}', false],
])('a file that is told to be a module unless its syntax says otherwise: %s', (_, code, isModule) => {
  const rules = [{ functions: 'label' }];
  const instrumented = instrument(code, 'a.js', { rules, module: 'esm' }).code;
  expect(instrumented.includes('import { gate as __bud }')).toBe(isModule);
  expect(instrument(code, 'a.js', { rules }).code).toContain('require("@bud/runtime")');
});

test('a file that can only be a module: what it asks for elsewhere does not count', () => {
  const code = 'if (typeof module === "object") module.exports = label; function label() {}';
  const options = { rules: [{ functions: 'label' }], module: 'esm-only' } as const;
  expect(instrument(code, 'a.js', options).code).toContain('import { gate as __bud }');
  expect(instrument(code, 'a.cjs', options).code).toContain('require("@bud/runtime")');
});
