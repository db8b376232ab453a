import { transformAsync } from '@babel/core';
import { transform as transformWithSwc } from '@swc/core';
import { transform as transformWithEsbuild } from 'esbuild';
import { createInstrumenter } from 'istanbul-lib-instrument';
import { minify } from 'terser';
import { presetEnv } from '../hosts/preset-env.ts';

/** JavaScript on its way through a build, and whether it is an ECMAScript module. */
interface SourceFile {
  readonly code: string;
  readonly isModule: boolean;
  /** For tools that name files in what they emit. */
  readonly file: string;
}

/** A tool that a build has besides Bud Track: source text in, source text out. */
export type Tool = (file: SourceFile) => Promise<string>;

// Relative names would be looked up from the file that is compiled, and that one exists nowhere.
// One array for all files: Babel sets its plugins up again for every new one.
const es2017 = [[presetEnv, { targets: { chrome: '58' }, modules: false }]];

/** Lowers to ECMAScript 2017: async functions stay, generators of them, private members and spreads are rewritten. */
export const babelEs2017: Tool = async ({ code, isModule, file }) => {
  const result = await transformAsync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    sourceType: isModule ? 'module' : 'script',
    presets: es2017,
  });
  return result?.code ?? '';
};

/** As Babel, with SWC. */
export const swcEs2017: Tool = async ({ code, isModule }) => {
  const { code: lowered } = await transformWithSwc(code, {
    swcrc: false,
    configFile: false,
    isModule,
    jsc: { target: 'es2017', parser: { syntax: 'ecmascript' }, preserveAllComments: true },
  });
  return lowered;
};

/** Counters for every statement, function and branch. */
export const istanbul: Tool = ({ code, isModule, file }) => {
  const instrumenter = createInstrumenter({ esModules: isModule, preserveComments: true, compact: false });
  return Promise.resolve(instrumenter.instrumentSync(code, file));
};

/** Minifiers keep the names of functions here: they are part of what fixtures return. */
export const minifyWithTerser: Tool = async ({ code, isModule }) => {
  const result = await minify(code, { module: isModule, keep_classnames: true, keep_fnames: true });
  return result.code ?? '';
};

export const minifyWithEsbuild: Tool = async ({ code, isModule }) => {
  const { code: minified } = await transformWithEsbuild(code, {
    minify: true,
    keepNames: true,
    ...(isModule ? { format: 'esm' } : {}),
  });
  return minified;
};

export const minifyWithSwc: Tool = async ({ code, isModule }) => {
  const { code: minified } = await transformWithSwc(code, {
    swcrc: false,
    configFile: false,
    isModule,
    minify: true,
    jsc: {
      target: 'es2022',
      minify: {
        compress: { keep_classnames: true, keep_fnames: true },
        mangle: { keep_classnames: true, keep_fnames: true },
      },
    },
  });
  return minified;
};

/** What a package that is published as CommonJS goes through. */
export const esbuildCommonJs: Tool = async ({ code, isModule }) => {
  const { code: converted } = await transformWithEsbuild(code, isModule ? { format: 'cjs' } : {});
  return converted;
};

/** As esbuild, with SWC. */
export const swcCommonJs: Tool = async ({ code, isModule }) => {
  const { code: converted } = await transformWithSwc(code, {
    swcrc: false,
    configFile: false,
    isModule,
    ...(isModule ? { module: { type: 'commonjs' } } : {}),
    jsc: { target: 'es2022', preserveAllComments: true },
  });
  return converted;
};
