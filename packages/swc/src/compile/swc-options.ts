/**
 * SWC, and what it is told:
 *
 *   tsconfig.json ─▶ typescript-config    the options that a file is under, and where `paths` lead
 *     └─▶ swc-options                     the same in SWC's words
 *           └─▶ swc                       the door to @swc/core: code and map
 *                 └─▶ output-map          … chained past our change to the first source
 */
import type { Options as SwcOptions } from './swc.ts';
import type { CompilerOptions } from './typescript-config.ts';

/** How Node loads a file, in Node's own words. */
export type ModuleFormat = 'module' | 'commonjs';

type Jsc = NonNullable<SwcOptions['jsc']>;
type ReactConfig = NonNullable<NonNullable<Jsc['transform']>['react']>;

/** Targets older than what every supported Node runs; a newer one is lowered to that. */
const olderTargets: readonly Jsc['target'][] = [
  'es3',
  'es5',
  'es2015',
  'es2016',
  'es2017',
  'es2018',
  'es2019',
  'es2020',
  'es2021',
];
const newestTarget = 'es2022';

/** SWC's options for what `tsc` would make of a file under these compiler options, for Node. */
export function swcOptionsOf(options: CompilerOptions, file: string, format: ModuleFormat): SwcOptions {
  const target = targetOf(options);
  return {
    filename: file,
    swcrc: false,
    configFile: false,
    sourceMaps: true,
    module: moduleOf(options, format),
    jsc: {
      target,
      parser: parserOf(file),
      // Lowered classes get other names without it.
      keepClassNames: true,
      transform: {
        ...decoratorsOf(options),
        useDefineForClassFields: options.useDefineForClassFields ?? target === newestTarget,
        verbatimModuleSyntax: options.verbatimModuleSyntax === true,
        react: jsxOf(options),
      },
      experimental: { keepImportAttributes: true },
    },
  };
}

function targetOf({ target = newestTarget }: CompilerOptions): NonNullable<Jsc['target']> {
  const name = target.toLowerCase().replace(/^es6$/, 'es2015');
  return olderTargets.find((older) => older === name) ?? newestTarget;
}

function parserOf(file: string): NonNullable<Jsc['parser']> {
  const isTypeScript = /\.[cm]?tsx?$/.test(file);
  return isTypeScript
    ? { syntax: 'typescript', tsx: file.endsWith('x'), decorators: true }
    : { syntax: 'ecmascript', jsx: true, decorators: true };
}

/** Values of `module` with which `tsc` leaves `import()` in CommonJS as it is. */
const nativeImports = /^(?:node|es|preserve)/i;

function moduleOf(
  { module, esModuleInterop }: CompilerOptions,
  format: ModuleFormat,
): NonNullable<SwcOptions['module']> {
  if (format === 'module') return { type: 'nodenext' };
  return {
    type: 'commonjs',
    ignoreDynamic: module === undefined || nativeImports.test(module),
    importInterop: esModuleInterop === false ? 'none' : 'swc',
    // The names of exports, where Node looks for them.
    exportInteropAnnotation: true,
  };
}

function decoratorsOf(options: CompilerOptions): NonNullable<Jsc['transform']> {
  if (options.experimentalDecorators !== true) return { decoratorVersion: '2022-03' };
  return { legacyDecorator: true, decoratorMetadata: options.emitDecoratorMetadata === true };
}

/** Node runs no JSX, so `preserve` becomes what most frameworks that ask for it make of it. */
const jsxRuntimes: Readonly<Record<string, 'classic' | 'automatic'>> = {
  react: 'classic',
  'react-jsx': 'automatic',
  'react-jsxdev': 'automatic',
  preserve: 'automatic',
  'react-native': 'automatic',
};

function jsxOf({ jsx = 'react', jsxFactory, jsxFragmentFactory, jsxImportSource }: CompilerOptions): ReactConfig {
  return {
    runtime: jsxRuntimes[jsx] ?? 'classic',
    development: jsx === 'react-jsxdev',
    ...(jsxFactory === undefined ? {} : { pragma: jsxFactory }),
    ...(jsxFragmentFactory === undefined ? {} : { pragmaFrag: jsxFragmentFactory }),
    ...(jsxImportSource === undefined ? {} : { importSource: jsxImportSource }),
  };
}
