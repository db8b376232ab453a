import { expect, test } from 'vitest';

import { instrument, resolveOptions, type Site } from '../src/index.ts';

/** What the site of one marked function holds, besides where it is. */
function siteOf(mark: string, rest = 'function f(a, b) {}'): Partial<Site> {
  const { sites, problems } = instrument(`${mark}\n${rest}`, 'a.mjs');
  expect(problems).toEqual([]);
  expect(sites).toHaveLength(1);
  const { line: _line, column: _column, file: _file, function: _function, runs: _runs, ...others } = sites[0] as Site;
  return others;
}

function problemsOf(code: string): readonly string[] {
  return instrument(code, 'a.mjs').problems.map((problem) => `${problem.code} ${problem.line}:${problem.column}`);
}

test.each([
  ['line comment', '// @track type=llm'],
  ['block comment', '/* @track type=llm */'],
  ['JSDoc comment', '/** @track type=llm */'],
  ['kept comment', '/*! @track type=llm */'],
  ['no spaces', '/**@track type=llm*/'],
  ['after text', '/** Summarizes. @track type=llm */'],
  ['on a line of its own', '/**\n * Prose.\n * @track type=llm\n * more prose\n */'],
  ['before a JSDoc tag', '/** @track type=llm @param a the input */'],
  ['with tabs', '/** @track\ttype=llm\t*/'],
])('a mark is read from a %s', (_, mark) => {
  expect(siteOf(mark)).toEqual({ name: 'f', inputs: ['a', 'b'], type: 'llm' });
});

test.each(['captureInput=false', 'capture-input=false', 'capture_input=false', 'CAPTUREINPUT=false'])(
  'a key ignores case and separators: %s',
  (pair) => {
    expect(siteOf(`// @track ${pair}`).inputs).toEqual([]);
  },
);

test('every key has its effect on the site', () => {
  expect(
    siteOf(
      '/** @track name="ask the \\"model\\"" type=llm tracer=agents kind=client ignore=b captureOutput=false attributes.team=search ' +
        'attributes.retries=3 attributes.beta=true attributes.zip="007" attributes.langs=de,en tags=a,"b c" ' +
        'message="Asking {a}" level=debug root */',
    ),
  ).toEqual({
    name: 'ask the "model"',
    inputs: ['a'],
    type: 'llm',
    tracer: 'agents',
    spanKind: 'client',
    captureOutput: false,
    attributes: { team: 'search', retries: 3, beta: true, zip: '007', langs: ['de', 'en'] },
    tags: ['a', 'b c'],
    message: 'Asking {a}',
    level: 'debug',
    newTrace: true,
  });
});

test('aliases of other SDKs are the same keys', () => {
  expect(siteOf('// @track tracer_name=x ignore_arguments=a new_trace=true')).toEqual({
    name: 'f',
    inputs: ['b'],
    tracer: 'x',
    newTrace: true,
  });
});

test('only keeps the named arguments, in the order of the parameters', () => {
  expect(siteOf('// @track only=c,a', 'function f(a, b, c) {}').inputs).toEqual(['a', 'c']);
});

test.each([
  ['// @tracker type=llm', 'another word'],
  ['// me@track.com', 'an address'],
  ['// see `@track`', 'quoted code'],
])('%s is not a mark: %s', (comment) => {
  expect(instrument(`${comment}\nfunction f() {}`, 'a.mjs')).toMatchObject({ changed: false, problems: [] });
});

test.each([
  ['unknown key', '// @track typ=llm\nfunction f() {}', ['BUD104 1:11']],
  ['word without key', '// @track llm\nfunction f() {}', ['BUD104 1:11']],
  ['open quote', '// @track name="f\nfunction f() {}', ['BUD102 1:16']],
  ['missing value', '// @track name= type=llm\nfunction f() {}', ['BUD102 1:16']],
  ['no value', '// @track name\nfunction f() {}', ['BUD102 1:11']],
  ['stray sign', '// @track = type=llm\nfunction f() {}', ['BUD102 1:11']],
  ['bad level', '// @track level=loud\nfunction f() {}', ['BUD105 1:11']],
  ['bad switch', '// @track captureInput=maybe\nfunction f() {}', ['BUD105 1:11']],
  ['bad kind', '// @track kind=llm\nfunction f() {}', ['BUD105 1:11']],
  ['bad aggregate', '// @track aggregate=a.b\nfunction* f() {}', ['BUD105 1:11']],
  ['nothing', '// @track\nconst x = 1', ['BUD101 1:4']],
  ['end of file', 'const x = 1 // @track', ['BUD101 1:16']],
  ['two functions', '// @track\nconst x = both(() => 1, () => 2)', ['BUD103 1:4']],
  ['no parameter', '// @track ignore=b\nfunction f(a) {}', ['BUD106 1:11']],
  ['not in scope', '// @track aggregate=join\nfunction* f() {}', ['BUD107 1:11']],
  ['no placeholder', '// @track message="{b}"\nfunction f(a) {}', ['BUD108 1:11']],
  ['empty class', '// @track\nclass A { constructor() {} get x() { return 1 } }', ['BUD109 1:4']],
])('a mistake is reported where it is: %s', (_, code, expected) => {
  expect(problemsOf(code)).toEqual(expected);
});

test('a mistake in one pair does not lose the others', () => {
  const { sites } = instrument('// @track typ=llm name=g level=low tags=a\nfunction f() {}', 'a.mjs');
  expect(sites[0]).toMatchObject({ name: 'g', tags: ['a'] });
});

test.each(["'ask it'", '"ask it"'])('a value is quoted either way: %s', (quoted) => {
  expect(siteOf(`// @track name=${quoted} type=llm`)).toMatchObject({ name: 'ask it', type: 'llm' });
});

test.each(['// @track: type=llm', '/** @track(type=llm) */'])(
  'what almost is a mark is said to be none: %s',
  (comment) => {
    expect(problemsOf(`${comment}\nfunction f() {}`)).toEqual([expect.stringMatching(/^BUD102 1:/)]);
  },
);

test('an apostrophe inside a word, and prose about the mark, are no mistakes', () => {
  expect(siteOf("// @track attributes.note=don't").attributes).toEqual({ note: "don't" });
  expect(instrument("// don't use @track: it is slow\nfunction f() {}", 'a.mjs').problems).toEqual([]);
});

test('an import of the gate under another name does not make a file an instrumented one', () => {
  const code = "import { gate as __budget } from '@bud/runtime';\n// @track\nfunction f() { return __budget.on }";
  expect(instrument(code, 'a.mjs').sites).toHaveLength(1);
});

test('an aggregator may be a function of the language', () => {
  const { sites, problems, code } = instrument('// @track aggregate=String\nfunction* f() {}', 'a.mjs');
  expect({ problems, count: sites.length }).toEqual({ problems: [], count: 1 });
  expect(code).toContain('() => String');
});

test.each([
  'ignore=a, b',
  'ignore="a, b"',
  "ignore='a','b'",
  'ignore=a,b',
  'ignore=[a,b]',
  'ignore=[ "a", b ]',
  'ignore=a,\n * b',
])('a list: %s', (pairs) => {
  expect(siteOf(`/** @track ${pairs} type=llm */`)).toEqual({ name: 'f', inputs: [], type: 'llm' });
});

test.each([
  'ignore=[a',
  'ignore={a}',
  'ignore=a ignore=b',
  'ignore=',
  'ignore',
  'ignore=A',
  'ignore=a;b',
  'ignore:a',
  'ignor=a',
  'ignore = a',
  'ignore=a , b',
  'ignore=a, type=llm',
  'ignore="a',
  'only="a',
  'only=',
  'redact="/(/"',
  'redact=/foo,bar/i',
  'redact=/patient/q',
  'redact=/patient',
  'redact=',
  'captureInput=flase',
  'capture_input=no captureInput=true',
])('nothing of the input is recorded, and the problem says so: %s', (pairs) => {
  const { sites, problems } = instrument(`/** @track ${pairs} */\nfunction f(a, b) {}`, 'a.mjs');
  expect(sites.map(({ inputs, secrets }) => [inputs, secrets])).toEqual([[[], undefined]]);
  expect(problems.map(({ remedy }) => remedy).join(' ')).toContain('no argument of this function is recorded');
});

test('a mark adds secrets to those of the options, which keep takes some from', () => {
  const code = '/** @track redact=patient,"/^x-/i" */\nexport function f(patientId, apiKey, token) {}';
  const { sites } = instrument(code, 'a.mjs', resolveOptions({ redact: [/zip/], keep: ['api key'] }));
  expect(sites).toMatchObject([
    {
      inputs: ['apiKey', 'token'],
      secrets: ['patientId'],
      redact: ['/zip/', 'patient', '/^x-/i'],
      keep: ['api key'],
    },
  ]);
});

test('a pattern that cannot be read is a mistake', () => {
  expect(() => resolveOptions({ redact: ['/(/'] })).toThrow(
    '"redact" must be a list of names and patterns, such as "patient" and "/^x-internal-/i", not ["/(/"]',
  );
  expect(() => resolveOptions({ keep: ['/foo', 'bar/i'] })).toThrow('"keep" must be a list of names and patterns');
  expect(resolveOptions({ redact: ['/patient/gi', /a/y] }).redact).toEqual(['/patient/gi', '/a/y']);
});

test.each([
  ['nmae=a', 'name'],
  ['typ=a', 'type'],
  ['captuerInput=false', 'captureInput'],
  ['newTarce', 'newTrace'],
])('a misspelled key: %s', (pair, meant) => {
  const { problems } = instrument(`// @track ${pair}\nfunction f() {}`, 'a.mjs');
  expect(problems.map(({ remedy }) => remedy).join()).toContain(`Did you mean "${meant}"?`);
});

test('newTrace may be written root', () => {
  expect([siteOf('// @track root'), siteOf('// @track newTrace')]).toEqual([
    { name: 'f', inputs: ['a', 'b'], newTrace: true },
    { name: 'f', inputs: ['a', 'b'], newTrace: true },
  ]);
});

test('limits of a mark and of a rule are whole numbers, and reach the site', () => {
  const code = '/** @track maxLength=100 max_string=50 */\nexport function f(a) {}';
  const rules = [{ functions: 'f', maxLength: 9, maxDepth: 0 }];
  const { sites } = instrument(code, 'a.mjs', resolveOptions({ rules }));
  expect(sites).toMatchObject([{ maxLength: 100, maxString: 50, maxDepth: 0 }]);
  const { problems } = instrument(code.replace('100', 'many'), 'a.mjs');
  expect(problems.map(({ message, remedy }) => `${message} ${remedy}`).join()).toContain(
    'a whole number of at least 0',
  );
  expect(() => resolveOptions({ rules: [{ functions: 'f', maxDepth: -1 }] })).toThrow('a whole number of at least 0');
});
