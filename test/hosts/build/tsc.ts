import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';
import { install } from '../../install.mjs';
import { buildApart } from './build-apart.ts';
import type { BuiltModule, CompilerName, Host, HostBuild, HostMessage, HostOutput } from '../host.ts';

await install('test/hosts');
const require = createRequire(import.meta.url);
const transform = fileURLToPath(new URL('../../../packages/tsc/dist/index.js', import.meta.url));

/** What the compilers of {@link tscHosts} differ in. */
interface Variant {
  readonly name: CompilerName;
  readonly load: () => typeof ts;
  readonly target: 'ES2017' | 'ES2022';
  /** What files that import and export become. */
  readonly module: 'ESNext' | 'CommonJS';
}

/** ts-patch patches the TypeScript that it finds; another one is named by its own variable. */
const compilers = {
  latest: (): typeof ts => require('ts-patch-4/compiler') as typeof ts,
  '5.9': (): typeof ts => {
    process.env['TSP_COMPILER_TS_PATH'] = join(require.resolve('typescript-5.9/package.json'), '..');
    try {
      return require('ts-patch/compiler') as typeof ts;
    } finally {
      delete process.env['TSP_COMPILER_TS_PATH'];
    }
  },
};

const variants: readonly Variant[] = [
  { name: 'tsc', load: compilers.latest, target: 'ES2022', module: 'ESNext' },
  { name: 'tsc-5.9', load: compilers['5.9'], target: 'ES2022', module: 'ESNext' },
  { name: 'tsc-commonjs', load: compilers.latest, target: 'ES2022', module: 'CommonJS' },
  { name: 'tsc-es2017', load: compilers.latest, target: 'ES2017', module: 'ESNext' },
];

/** TypeScript through ts-patch, which compiles file by file: nothing is bundled or minified. */
export const tscHosts: readonly Host[] = variants.map((variant) => ({
  name: variant.name,
  handlesCommonJs: true,
  build: (input) => buildApart(input, (part, kind) => Promise.resolve(compile(part, kind, variant))),
}));

function compile(
  { root, entries, options, sourcemap = false }: HostBuild,
  kind: 'mjs' | 'cjs',
  variant: Variant,
): HostOutput {
  const typescript = variant.load();
  const module = kind === 'cjs' ? 'CommonJS' : variant.module;
  const entry = { name: '@bud/tsc', transform, ...options };
  const plugins: ts.PluginImport[] = options === undefined ? [] : [entry];
  const program = typescript.createProgram(
    Object.values(entries).map((file) => join(root, file)),
    {
      configFilePath: join(root, 'tsconfig.json'),
      rootDir: root,
      outDir: join(root, 'out'),
      target: typescript.ScriptTarget[variant.target],
      module: typescript.ModuleKind[module],
      moduleResolution: typescript.ModuleResolutionKind.Bundler,
      jsx: typescript.JsxEmit.React,
      allowJs: true,
      rewriteRelativeImportExtensions: true,
      // Fixtures are there to run: they are not written for a type checker, and need none of the library's types.
      noLib: true,
      alwaysStrict: false,
      sourceMap: sourcemap,
      plugins,
    },
  );
  const written = new Map<string, string>();
  const warnings = warningsOf(() => void program.emit(undefined, (file, text) => written.set(file, text)));
  const moduleOf = (file: string): BuiltModule => {
    const path = join(root, 'out', file).replace(/\.([cm]?)[jt]sx?$/, '.$1js');
    const code = (written.get(path) ?? '').replace(/\/\/# sourceMappingURL=.*$/, '');
    // TypeScript leaves `.mjs` what it is.
    const extension = module === 'CommonJS' && !path.endsWith('.mjs') ? 'cjs' : 'mjs';
    return { code, map: written.get(`${path}.map`) ?? null, extension };
  };
  return {
    modules: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, moduleOf(file)])),
    warnings,
    errors: [],
  };
}

/** Where TypeScript is a library, there is no channel for warnings but standard error. */
function warningsOf(emit: () => void): readonly HostMessage[] {
  const { stderr } = process;
  const { write } = stderr;
  const texts: string[] = [];
  stderr.write = (text) => texts.push(String(text)) > 0;
  try {
    emit();
  } finally {
    stderr.write = write;
  }
  return texts.map((text) => ({ text }));
}
