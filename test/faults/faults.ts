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

/** What keeps a fault from coming back: a fixture, which all hosts build, or a test of some hosts. */
export type Witness =
  | { readonly fixture: string }
  | { readonly test: string; readonly title: string; readonly hosts: readonly HostGroup[] };

export interface Fault {
  readonly name: string;
  readonly witnesses: readonly Witness[];
  /** What is still as it was found. */
  readonly open?: string;
}

const fixtures = (...names: readonly string[]): readonly Witness[] => names.map((fixture) => ({ fixture }));
const test = (file: string, title: string, ...hosts: readonly HostGroup[]): Witness => ({ test: file, title, hosts });
const bundlers = ['Vite', 'Rollup', 'webpack', 'esbuild'] as const;
const coverage = 'test/coverage-figures/figures.test.ts';

/** Every kind of fault that was found in the compiler and in hosts, by a small input, and what stands for it today. */
export const faults: readonly Fault[] = [
  {
    name: 'a mark in front of decorators and `export` attaches to nothing',
    witnesses: fixtures('attach/before-decorators-of-export', 'attach/before-decorators-of-default-export'),
  },
  {
    name: 'the prelude lands between decorator and `export`',
    witnesses: fixtures('file/decorated-export-comes-first'),
  },
  {
    name: 'the prelude takes a coverage hint away from its statement',
    witnesses: fixtures('file/hint-stays-at-first-statement', 'file/hint-stays-at-first-class'),
  },
  {
    name: 'a function inside `vi.hoisted` runs before the gate is imported',
    witnesses: fixtures('problem/bud307-before-imports', 'rule/every-function-but-hoisted'),
  },
  {
    name: 'what is registered under a name is anonymous',
    witnesses: fixtures('name/registrations', 'name/chained-registrations', 'name/registration-keeps-the-binding'),
  },
  {
    name: 'the code of a function runs elsewhere, without the runtime',
    witnesses: fixtures('problem/bud306-code-runs-elsewhere'),
  },
  {
    name: 'a rule for every function warns of constructors with fields',
    witnesses: fixtures('rule/every-function-but-constructors-with-fields'),
  },
  {
    name: 'a function that calls itself calls what has taken its place among the exports',
    witnesses: [
      test('test/composition/exports.test.ts', 'is called behind %s', 'tsc', 'Babel', 'SWC', 'esbuild'),
      test('test/composition/exports.test.ts', 'is called behind tspc', 'tsc'),
      test('test/composition/exports.test.ts', 'is called behind ts-loader', 'webpack'),
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
      test('test/composition/constructors.test.ts', 'a derived constructor %s', 'Babel', 'SWC'),
      test('packages/tsc/test/problems.test.ts', 'a derived constructor is left alone', 'tsc'),
    ],
  },
  {
    name: '`keepNames` names an enclosed function at every call',
    witnesses: [test('test/hosts/class-names.test.ts', 'gives tracked classes the names they have', 'esbuild', 'Vite')],
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
      test('test/react/compiler.test.ts', 'compiles with as many memo slots', 'Babel', 'Vite', 'SWC'),
      ...fixtures('option/checks-types-component', 'problem/bud310-whole-hook'),
      test('test/react/refresh.test.ts', 'React Refresh keeps the state of %s', 'Babel'),
      test('test/react/registrations.test.ts', 'the React plugin of Vite registers', 'Vite'),
      test('test/react/rendered.test.ts', 'an application renders as without marks', 'Babel'),
    ],
  },
  {
    name: 'a tracked file has other coverage figures',
    witnesses: [
      test(coverage, 'counts the same of a suite', 'Vite', 'Jest', 'Node'),
      test('test/composition/coverage.test.ts', 'counts what it counts in plain code', 'Babel'),
    ],
    open: "Node's own coverage counts an enclosed body that has a branch as a function besides (documented)",
  },
  {
    name: 'tracked TypeScript does not type-check',
    witnesses: [
      ...fixtures('option/checks-types', 'option/checks-types-documentation', 'problem/bud310-type-would-change'),
      test('test/types/declarations.test.ts', 'type-checks and declares what it declared', 'CLI', 'tsc'),
      test('test/types/ts-loader.test.ts', 'passes the type check of ts-loader', 'webpack'),
      test('test/types/fixtures.test.ts', 'records the spans of every fixture in TypeScript', 'CLI'),
    ],
  },
  {
    name: 'in esbuild, a file belongs to the first plugin that loads it',
    witnesses: [
      test('packages/unplugin/test/esbuild-plugins.test.ts', 'a plugin in front that loads a tracked file', 'esbuild'),
      test('packages/unplugin/test/esbuild-plugins.test.ts', 'are left to the other plugins', 'esbuild'),
      test('packages/unplugin/test/esbuild-plugins.test.ts', 'a longer extension that the user loads', 'esbuild'),
    ],
  },
  {
    name: 'what is imported as an asset is instrumented',
    witnesses: [test('packages/unplugin/test/assets.test.ts', 'is instrumented where it is also a module', 'webpack')],
  },
  {
    name: 'a rule is said to match nothing where only a part of the project was built',
    witnesses: [
      test('packages/cli/test/list-and-explain.test.ts', 'misses no rule where it is shown a part', 'CLI'),
      test('packages/project/test/file-compiler.test.ts', 'a rule is suspected only when', 'Vite', 'Rollup', 'webpack'),
    ],
  },
  {
    name: 'tspc crashes on a transformer in front, or on wrong options',
    witnesses: [
      test('packages/tsc/test/problems.test.ts', 'a transformer in front that rebuilds functions', 'tsc'),
      test('packages/tsc/test/problems.test.ts', 'options that cannot be used are an error', 'tsc'),
    ],
  },
  {
    name: 'a dropped mark is blamed on the wrong plugin, and a copied one is a mistake',
    witnesses: [
      ...fixtures('attach/copied-into-decorate'),
      test('packages/unplugin/test/lost-marks.test.ts', 'a mark that is dropped before', ...bundlers),
    ],
  },
  {
    name: 'Plug’n’Play: the runtime is looked for in folders',
    witnesses: [test('packages/unplugin/test/plug-n-play.test.ts', 'one that is not declared is missing', ...bundlers)],
  },
  {
    name: 'a value of `BUD_TRACK` that means nothing strips everything',
    witnesses: [test('packages/project/test/selected-type.test.ts', 'BUD_TRACK=%s may be meant', ...hostGroups)],
  },
  {
    name: '`bud instrument` overwrites what no compiler wrote',
    witnesses: [
      test('packages/cli/test/instrument-command.test.ts', 'what nobody can write again', 'CLI'),
      test('packages/cli/test/instrument-command.test.ts', 'says that it found nothing', 'CLI'),
    ],
  },
  {
    name: 'a misspelt mark, or one over several lines, does nothing',
    witnesses: fixtures(
      'problem/bud102-near-misses',
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
        'nothing of the input is recorded, and the problem says so',
        ...hostGroups,
      ),
    ],
  },
  {
    name: 'compiler and recorder read a message in two grammars',
    witnesses: fixtures('mark/message-grammar', 'problem/bud108-message-holds-no-path'),
  },
  {
    name: 'a Windows path matches no rule',
    witnesses: [
      test('packages/project/test/file-compiler.test.ts', 'Windows paths', ...hostGroups),
      test('test/bad-input/bad-input.test.ts', 'rules see the same path on Windows', ...hostGroups),
    ],
  },
  {
    name: 'what the documents show does not work as it stands',
    witnesses: [
      test('test/docs/snippets.test.ts', 'the commands of $document.path work', ...hostGroups),
      test('test/docs/snippets.test.ts', 'TypeScript accepts all of it', 'tsc'),
      test('test/types/hosts.test.ts', 'the plugin adds no declaration with errors', ...bundlers, 'Bun'),
    ],
  },
  {
    name: 'the recorder throws when its own syntax is lowered',
    witnesses: [
      test('test/lowered/lowered.test.ts', 'lowered and minified the same spans', 'Babel', 'SWC', 'esbuild', 'tsc'),
      test('test/metro/metro.test.ts', 'a bundle of Metro', 'Babel'),
    ],
  },
  {
    name: 'server functions of Next.js must not use `this`, and are called with more arguments',
    witnesses: [
      ...fixtures('async/server-function', 'async/server-function-file', 'component/cached'),
      test('test/composition/cached-functions.test.ts', 'what Next.js caches compiles behind the plugin', 'SWC'),
      test('test/composition/server-actions.test.ts', 'server functions stay async functions', 'SWC'),
    ],
  },
  {
    name: 'in a preload of Bun, a file without marks ends the program',
    witnesses: [test('test/hosts/bun-preload.test.ts', '%s with the plugin in a preload runs everything', 'Bun')],
  },
  {
    name: 'the position of a span is that of compiled text',
    witnesses: [
      test('test/source-maps/compilers-before.test.ts', 'tracked by $tracking', 'Rollup', 'SWC', 'tsc'),
      test('test/source-maps/input-maps.test.ts', 'chains the map of a step before', ...bundlers),
      test('test/node-loader/deno.test.ts', 'tracks TypeScript, and keeps its lines and columns', 'SWC'),
    ],
  },
  {
    name: 'the stacks of Jest name lines of compiled text',
    witnesses: [test('packages/swc/test/jest.test.ts', 'is tracked, mocked, and keeps its lines', 'Jest')],
  },
  {
    name: 'a host does not hand a file over, and nobody says so',
    witnesses: [
      ...fixtures('attach/default-export-of-swc', 'attach/default-export-among-others-of-swc'),
      test('packages/unplugin/test/component.test.ts', 'marks in a second script that is left alone', 'Vite', 'Rollup'),
      test('packages/unplugin/test/component.test.ts', 'marks in the frontmatter of Astro', 'Vite'),
      test('packages/unplugin/test/component.test.ts', 'the scripts of an Astro page', 'Vite'),
      test('packages/unplugin/test/lost-marks.test.ts', 'one mark of two', ...bundlers),
    ],
    open: "Angular's builder takes no plugin (documented: `--sources`); `nest build` needs ts-patch, Turborepo `globalEnv` (documented)",
  },
  {
    name: 'a misspelt key has no suggestion',
    witnesses: [test('packages/transform/test/mark.test.ts', 'a misspelled key: %s', ...hostGroups)],
  },
  {
    name: 'a runtime that is not there is missed in the wrong package',
    witnesses: [
      test(
        'packages/project/test/runtime-check.test.ts',
        'the package that lacks the dependency is named',
        ...bundlers,
      ),
    ],
  },
];
