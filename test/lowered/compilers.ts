import { transformAsync } from '@babel/core';
import { transform as transformWithSwc } from '@swc/core';
import { transform as transformWithEsbuild } from 'esbuild';
import { minify as minifyWithTerser } from 'terser';
import ts from 'typescript';
import { presetEnv } from '../hosts/preset-env.ts';

export type Target = 'es5' | 'es2015' | 'es2017';

/** What lowers a script to older syntax, and the minifier that is used with it. Both keep names: spans show them. */
interface Compiler {
  readonly lower: Partial<Readonly<Record<Target, (code: string) => Promise<string>>>>;
  readonly minify: (code: string, target: Target) => Promise<string>;
}

const babel =
  (targets: Readonly<Record<string, string>>) =>
  async (code: string): Promise<string> => {
    const result = await transformAsync(code, {
      babelrc: false,
      configFile: false,
      compact: false,
      sourceType: 'script',
      presets: [[presetEnv, { targets, modules: false }]],
    });
    return result?.code ?? '';
  };

const swc =
  (target: Target) =>
  async (code: string): Promise<string> => {
    const result = await transformWithSwc(code, { swcrc: false, configFile: false, isModule: false, jsc: { target } });
    return result.code;
  };

const esbuild =
  (target: Target) =>
  async (code: string): Promise<string> =>
    (await transformWithEsbuild(code, { target, keepNames: true })).code;

const typescript = (target: ts.ScriptTarget) => (code: string) => {
  const compilerOptions: ts.CompilerOptions = {
    allowJs: true,
    target,
    module: ts.ModuleKind.CommonJS,
    // TypeScript 6 knows both options only when told that they will go.
    ignoreDeprecations: '6.0',
    downlevelIteration: target === ts.ScriptTarget.ES5,
  };
  return Promise.resolve(ts.transpileModule(code, { fileName: 'program.js', compilerOptions }).outputText);
};

const names = { keep_classnames: true, keep_fnames: true };

const terser = async (code: string): Promise<string> => (await minifyWithTerser(code, names)).code ?? '';

export const compilers: Readonly<Record<string, Compiler>> = {
  babel: {
    // The newest browsers of their generation.
    lower: { es5: babel({ ie: '11' }), es2015: babel({ chrome: '51' }), es2017: babel({ chrome: '58' }) },
    minify: terser,
  },
  swc: {
    lower: { es5: swc('es5'), es2015: swc('es2015'), es2017: swc('es2017') },
    minify: async (code, target) => {
      const minified = { compress: names, mangle: names };
      const options = { swcrc: false, configFile: false, isModule: false, minify: true };
      return (await transformWithSwc(code, { ...options, jsc: { target, minify: minified } })).code;
    },
  },
  esbuild: {
    // It lowers to ECMAScript 2015 at most.
    lower: { es2015: esbuild('es2015'), es2017: esbuild('es2017') },
    minify: async (code) => (await transformWithEsbuild(code, { minify: true, keepNames: true })).code,
  },
  typescript: {
    lower: {
      es5: typescript(ts.ScriptTarget.ES5),
      es2015: typescript(ts.ScriptTarget.ES2015),
      es2017: typescript(ts.ScriptTarget.ES2017),
    },
    minify: terser,
  },
};
