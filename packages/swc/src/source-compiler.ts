import { dirname } from 'node:path';

import { chainMaps, inputMapOf } from '@bud/project';
import { isModule, type Problem } from '@bud/transform';

import { moduleFormatOf } from './module-format.ts';
import { packageScopeOf } from './package-scope.ts';
import type { ProjectCompiler } from './project-compiler.ts';
import * as swc from './swc.ts';
import { swcOptionsOf, type ModuleFormat } from './swc-options.ts';
import { createConfigFinder, type TypeScriptConfig } from './typescript-config.ts';

/** JavaScript for Node, its source map inside. */
export interface CompiledSource {
  readonly source: string;
  readonly format: ModuleFormat;
  readonly problems: readonly Problem[];
}

/** What the hooks of a process know of its sources. */
export interface SourceCompiler {
  configOf(file: string): TypeScriptConfig;
  /** TypeScript and JSX: tracked, then compiled as `tsconfig.json` says. Throws what is wrong with the file's syntax. */
  compile(code: string, file: string): CompiledSource;
  /** JavaScript: tracked; the very text where there is nothing to track. */
  track(code: string, file: string, format: string | null | undefined): Pick<CompiledSource, 'source' | 'problems'>;
}

const kinds = { module: 'esm', commonjs: 'commonjs' } as const;

/** Makes the compiler of a process. */
export function createSourceCompiler({ project, compiler }: ProjectCompiler): SourceCompiler {
  const configOf = createConfigFinder();
  // In a workspace that links it, a rule for every file would reach the runtime as well, which cannot track itself.
  const accepts = (file: string): boolean =>
    compiler.accepts(file) && packageScopeOf(dirname(file)).name !== project.runtime;

  return {
    configOf,
    compile(code, file) {
      const { compilerOptions } = configOf(file);
      const format = moduleFormatOf(code, file, compilerOptions);
      const tracked = accepts(file) ? compiler.compile(code, file, kinds[format]) : { code, map: null, problems: [] };
      const output = compileWithSwc(tracked.code, {
        ...swcOptionsOf(compilerOptions, file, format),
        // Only texts of CommonJS can have `return` and the like at their top.
        isModule: format === 'module' || isModule(tracked.code, file) ? true : 'commonjs',
        ...(tracked.map === null ? {} : { inputSourceMap: tracked.map.toString() }),
      });
      return { source: withMap(output.code, output.map), format, problems: tracked.problems };
    },
    track(code, file, format) {
      if (!accepts(file)) return { source: code, problems: [] };
      const kind = format === 'module' || format === 'commonjs' ? kinds[format] : undefined;
      const { changed, code: tracked, map, problems } = compiler.compile(code, file, kind);
      if (!changed || map === null) return { source: code, problems };
      const earlier = inputMapOf(code, file);
      const chained = earlier === undefined ? map.toString() : chainMaps(map.toString(), earlier);
      return { source: withMap(tracked, chained), problems };
    },
  };
}

function compileWithSwc(code: string, options: swc.Options): swc.Output {
  try {
    return swc.transformSync(code, options);
  } catch (error) {
    // The message has place and code frame; the stack in it is of SWC's own binary.
    const message = String(error instanceof Error ? error.message : error).replace(/\n+Stack backtrace:[^]*$/, '');
    throw new SyntaxError(message.trim(), { cause: error });
  }
}

function withMap(code: string, map: string | undefined): string {
  if (map === undefined) return code;
  const data = Buffer.from(map).toString('base64');
  return `${code}\n//# ${'sourceMappingURL'}=data:application/json;base64,${data}`;
}
