/** Where a fault showed: columns of the matrix. */
export const hostGroups = [
  'Vite',
  'Rollup',
  'webpack',
  'esbuild',
  'Bun',
  'tsc',
  'SWC',
  'Babel',
  'Jest',
  'Node',
  'CLI',
] as const;

export type HostGroup = (typeof hostGroups)[number];

/**
 * What keeps a fault from coming back: a fixture, which all hosts build, or inputs of a test of some hosts, as they stand in
 * its file: names of its cases, or what they are given.
 */
export type Witness =
  | { readonly fixture: string }
  | { readonly test: string; readonly inputs: readonly string[]; readonly hosts: readonly HostGroup[] };

export interface Fault {
  readonly name: string;
  readonly witnesses: readonly Witness[];
  /** What is still as it was found. */
  readonly open?: string;
}

const fixtures = (...names: readonly string[]): readonly Witness[] => names.map((fixture) => ({ fixture }));
const test = (file: string, inputs: readonly string[], ...hosts: readonly HostGroup[]): Witness => ({
  test: file,
  inputs,
  hosts,
});
const bundlers = ['Vite', 'Rollup', 'webpack', 'esbuild'] as const;
const coverage = 'test/coverage-figures/figures.test.ts';
const exportsTest = 'test/composition/exports.test.ts';

/** Every kind of fault that was found in the compiler and in hosts by a small input: that input, and at least two of its kind. */
export const faults: readonly Fault[] = [
  {
    name: 'a mark in front of decorators and `export` attaches to nothing',
    witnesses: fixtures(
      'attach/before-decorators-of-export',
      'attach/before-decorators-of-default-export',
      'attach/between-decorators-of-export',
      'attach/before-class-decorator',
    ),
  },
  {
    name: 'the prelude lands between decorator and `export`',
    witnesses: fixtures(
      'file/decorated-export-comes-first',
      'file/decorated-class-comes-first',
      'file/decorated-default-export-comes-first',
    ),
  },
  {
    name: 'the prelude takes a coverage hint away from its statement',
    witnesses: fixtures(
      'file/hint-stays-at-first-statement',
      'file/hint-stays-at-first-class',
      'file/hint-stays-behind-directive',
    ),
  },
  {
    name: 'a function inside `vi.hoisted` runs before the gate is imported',
    witnesses: fixtures(
      'problem/bud307-before-imports',
      'rule/every-function-but-hoisted',
      'problem/bud307-mock-factory',
    ),
  },
  {
    name: 'what is registered under a name is anonymous',
    witnesses: fixtures('name/registrations', 'name/chained-registrations', 'name/registration-keeps-the-binding'),
  },
  {
    name: 'the code of a function runs elsewhere, without the runtime',
    witnesses: fixtures(
      'problem/bud306-code-runs-elsewhere',
      'problem/bud306-handed-elsewhere',
      'rule/every-function-but-handed-elsewhere',
    ),
  },
  {
    name: 'a rule for every function warns of constructors with fields',
    witnesses: fixtures(
      'rule/every-function-but-constructors-with-fields',
      'rule/every-function-but-constructors-with-private-methods',
      'rule/every-function-by-other-globs',
    ),
  },
  {
    name: 'a function that calls itself calls what has taken its place among the exports',
    witnesses: [
      test(
        exportsTest,
        ['export const load =', 'export let late =', 'export { inner as outer }', 'export default function main'],
        'tsc',
        'Babel',
        'SWC',
        'esbuild',
      ),
      test(exportsTest, ['is called behind tspc'], 'tsc'),
      test(exportsTest, ['is called behind ts-loader'], 'webpack'),
    ],
  },
  {
    name: 'what a component reads another time means something else in what TypeScript emits',
    witnesses: [
      ...fixtures('component/reads-jsx-again', 'component/parameters-named-as-exports'),
      test('packages/tsc/test/emit.test.ts', ['what makes elements is the import'], 'tsc'),
    ],
  },
  {
    name: 'a derived constructor that is lowered to ES5 throws',
    witnesses: [
      ...fixtures(
        'sync/constructor-derived',
        'sync/constructor-derived-returns',
        'problem/bud309-class-becomes-function',
      ),
      test('test/composition/constructors.test.ts', ["'of an error'", "'that is extended again'"], 'Babel', 'SWC'),
      test('packages/tsc/test/problems.test.ts', ['a derived constructor is left alone'], 'tsc'),
    ],
  },
  {
    name: '`keepNames` names an enclosed function at every call',
    witnesses: [
      test(
        'test/composition/keep-names.test.ts',
        ["'a callback'", "'a method of an object'", "'a generator of an object'", "'a constructor'"],
        'esbuild',
      ),
      test('test/hosts/class-names.test.ts', ['gives tracked classes the names they have'], 'esbuild', 'Vite'),
    ],
  },
  {
    name: "React's compiler gives up on tracked components, hooks, and what is inside of them",
    witnesses: [
      ...fixtures(
        'component/declaration',
        'component/variable',
        'component/wrapped',
        'component/hook',
        'component/inside',
      ),
      ...fixtures('problem/bud308-arguments-read-once'),
      test('test/react/compiler.test.ts', ['compiles with as many memo slots'], 'Babel', 'Vite', 'SWC'),
      ...fixtures('option/checks-types-component', 'problem/bud310-whole-hook'),
      test('test/react/refresh.test.ts', ['React Refresh keeps the state of %s'], 'Babel'),
      test('test/react/registrations.test.ts', ['the React plugin of Vite registers'], 'Vite'),
      test('test/react/rendered.test.ts', ['an application renders as without marks'], 'Babel'),
    ],
  },
  {
    name: 'a tracked file has other coverage figures',
    witnesses: [
      test(coverage, ["'a part'", "'everything'"], 'Vite', 'Jest', 'Node'),
      test('test/composition/coverage.test.ts', ['covers the lines that plain code covers'], 'Node'),
      test('test/composition/coverage.test.ts', ['counts what it counts in plain code'], 'Babel'),
    ],
    open: "Node's own coverage counts an enclosed body that has a branch as a function besides (documented)",
  },
  {
    name: 'tracked TypeScript does not type-check',
    witnesses: [
      ...fixtures('option/checks-types', 'option/checks-types-documentation', 'problem/bud310-type-would-change'),
      test('test/types/declarations.test.ts', ['type-checks and declares what it declared'], 'CLI', 'tsc'),
      test('test/types/ts-loader.test.ts', ['passes the type check of ts-loader'], 'webpack'),
      test('test/types/fixtures.test.ts', ['records the spans of every fixture in TypeScript'], 'CLI'),
    ],
  },
  {
    name: 'in esbuild, a file belongs to the first plugin that loads it',
    witnesses: [
      test(
        'packages/unplugin/test/esbuild-plugins.test.ts',
        ['is named, once for each file', 'are left to the other plugins', 'a longer extension that the user loads'],
        'esbuild',
      ),
    ],
  },
  {
    name: 'what is imported as an asset is instrumented',
    witnesses: [test('packages/unplugin/test/assets.test.ts', ["'as-string'", "'as-address'", "'as-data'"], 'webpack')],
  },
  {
    name: 'a rule is said to match nothing where only a part of the project was built',
    witnesses: [
      test(
        'packages/cli/test/list-and-explain.test.ts',
        ["'a list'", "'an explanation'", "'a file that is instrumented'"],
        'CLI',
      ),
      test('packages/project/test/file-compiler.test.ts', ['a rule is suspected only when'], 'Rollup', 'webpack'),
      test('test/vite/vitest.test.ts', ["{ files: 'src/**', functions: 'ask' }"], 'Vite'),
    ],
  },
  {
    name: 'tspc crashes on a transformer in front, or on wrong options',
    witnesses: [
      test(
        'packages/tsc/test/problems.test.ts',
        [
          'leaves nothing to track, and that is said',
          'comes second to the program form',
          'options that cannot be used are an error',
        ],
        'tsc',
      ),
    ],
  },
  {
    name: 'a dropped mark is blamed on the wrong plugin, and a copied one is a mistake',
    witnesses: [
      ...fixtures('attach/copied-into-decorate'),
      test(
        'packages/unplugin/test/lost-marks.test.ts',
        ['a mark that is dropped before', 'one mark of two'],
        ...bundlers,
      ),
    ],
  },
  {
    name: 'Plug’n’Play: the runtime is looked for in folders',
    witnesses: [
      test(
        'packages/unplugin/test/plug-n-play.test.ts',
        ['a declared runtime is found', 'one that is not declared is missing', 'the one that the SDK brings is found'],
        'Rollup',
      ),
    ],
  },
  {
    name: 'a value of `BUD_TRACK` that means nothing strips everything',
    witnesses: [
      test(
        'packages/project/test/selected-type.test.ts',
        ["'of'", "'yes'", "'lmm'", "'llm tool'", '\'"off"\'', "','"],
        ...hostGroups,
      ),
    ],
  },
  {
    name: '`bud instrument` overwrites what no compiler wrote',
    witnesses: [
      test(
        'packages/cli/test/instrument-command.test.ts',
        [
          "'a source file'",
          "'JavaScript by name'",
          "'no mark and no rule'",
          'a compiler that drops comments is noticed',
        ],
        'CLI',
      ),
    ],
  },
  {
    name: 'a misspelt mark, or one over several lines, does nothing',
    witnesses: fixtures(
      'problem/bud102-near-misses',
      'problem/bud102-written-as-decorator',
      'mark/goes-on-over-lines',
      'problem/bud111-repeated-or-contradicting',
    ),
  },
  {
    name: 'a list in `ignore` that cannot be read records what it names',
    witnesses: [
      ...fixtures('mark/lists-with-spaces-and-brackets', 'mark/list-with-quotes'),
      test(
        'packages/transform/test/mark.test.ts',
        ["'ignore=a, b'", "'ignore=[a'", "'ignore=a;b'", "'captureInput=flase'"],
        ...hostGroups,
      ),
    ],
  },
  {
    name: 'compiler and recorder read a message in two grammars',
    witnesses: fixtures(
      'mark/message-grammar',
      'mark/message-template',
      'problem/bud108-message-holds-no-path',
      'problem/bud108-message-names-no-parameter',
    ),
  },
  {
    name: 'a Windows path matches no rule',
    witnesses: [
      test(
        'packages/project/test/file-compiler.test.ts',
        ["'/C:/app/src", "'file:///C:/app/src", "'c:\\\\app\\\\src"],
        ...hostGroups,
      ),
      test('test/bad-input/bad-input.test.ts', ['rules see the same path on Windows'], ...hostGroups),
    ],
  },
  {
    name: 'what the documents show does not work as it stands',
    witnesses: [
      test('test/docs/snippets.test.ts', ['the commands of $document.path work'], ...hostGroups),
      test('test/docs/snippets.test.ts', ['TypeScript accepts all of it'], 'tsc'),
      test('test/types/hosts.test.ts', ['the plugin adds no declaration with errors'], ...bundlers, 'Bun'),
    ],
  },
  {
    name: 'the recorder throws when its own syntax is lowered',
    witnesses: [
      test('test/lowered/compilers.ts', ['es5: babel', 'es2015: babel', 'es2017: babel'], 'Babel'),
      test('test/lowered/compilers.ts', ['es5: swc', 'es2015: swc', 'es2017: swc'], 'SWC'),
      test('test/lowered/compilers.ts', ['es5: typescript', 'es2015: typescript', 'es2017: typescript'], 'tsc'),
      test('test/lowered/compilers.ts', ['es2015: esbuild', 'es2017: esbuild'], 'esbuild'),
      test('test/metro/metro.test.ts', ['a bundle of Metro'], 'Babel'),
    ],
  },
  {
    name: 'server functions of Next.js must not use `this`, and are called with more arguments',
    witnesses: [
      ...fixtures('async/server-function', 'async/server-function-file', 'component/cached'),
      test('test/composition/cached-functions.test.ts', ['what Next.js caches compiles behind the plugin'], 'SWC'),
      test('test/composition/server-actions.test.ts', ['server functions stay async functions'], 'SWC'),
    ],
  },
  {
    name: 'in a preload of Bun, a file without marks ends the program',
    witnesses: [test('test/hosts/bun-preload.test.ts', ["'bun run'", "'bun test'", "'plain.ts'", "'old.cjs'"], 'Bun')],
  },
  {
    name: 'the position of a span is that of compiled text',
    witnesses: [
      test('test/source-maps/compilers-before.test.ts', ["'TypeScript'", "'SWC'", "'bundler'"], 'Rollup', 'SWC', 'tsc'),
      test('test/source-maps/input-maps.test.ts', ['chains the map of a step before'], ...bundlers),
      test('test/node-loader/deno.test.ts', ['tracks TypeScript, and keeps its lines and columns'], 'SWC'),
    ],
  },
  {
    name: 'the stacks of Jest name lines of compiled text',
    witnesses: [
      test(
        'packages/swc/test/jest.test.ts',
        ['is tracked, mocked, and keeps its lines', 'is tracked in an ECMAScript module'],
        'Jest',
      ),
      test('test/coverage-figures/tools.ts', ["'Jest, v8, @bud/swc/jest'"], 'Jest'),
    ],
  },
  {
    name: 'a host does not hand a file over, and nobody says so',
    witnesses: [
      ...fixtures('attach/default-export-of-swc', 'attach/default-export-among-others-of-swc'),
      test(
        'packages/unplugin/test/component.test.ts',
        ['marks in a second script that is left alone'],
        'Vite',
        'Rollup',
      ),
      test('packages/unplugin/test/component.test.ts', ['marks in the frontmatter of Astro'], 'Vite'),
      test('packages/unplugin/test/component.test.ts', ['the scripts of an Astro page'], 'Vite'),
      test('test/angular/angular.test.ts', ['an application of Angular records spans'], 'CLI'),
      test('packages/unplugin/test/lost-marks.test.ts', ['one mark of two'], ...bundlers),
    ],
    open: '`nest build` needs ts-patch, Turborepo `globalEnv` (documented)',
  },
  {
    name: 'a misspelt key has no suggestion',
    witnesses: [
      test('packages/transform/test/mark.test.ts', ["'nmae=a'", "'typ=a'", "'captuerInput=false'"], ...hostGroups),
    ],
  },
  {
    name: 'a runtime that is not there is missed in the wrong package',
    witnesses: [
      test(
        'packages/project/test/runtime-check.test.ts',
        [
          'the package that lacks the dependency is named',
          'a package without a name is a part of the one around it',
          'a host that knows no file speaks of the project',
        ],
        ...bundlers,
      ),
    ],
  },
];
