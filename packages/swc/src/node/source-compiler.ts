import { dirname } from 'node:path';

import { chainInputMap, moduleKindOf, nearestManifest, type Project } from '@bud/project';
import { isModule, type Instrumented, type Problem } from '@bud/transform';

import { moduleFormatOf } from './module-format.ts';
import { earlierMapOf, withChainedMap, withInlineMap } from '../compile/output-map.ts';
import * as swc from '../compile/swc.ts';
import { swcOptionsOf, type ModuleFormat } from '../compile/swc-options.ts';
import { createConfigFinder, type TypeScriptConfig } from '../compile/typescript-config.ts';

/** JavaScript for Node, its source map inside. */
interface CompiledSource {
  readonly source: string;
  readonly format: ModuleFormat;
  readonly problems: readonly Problem[];
}

/** What the hooks of a process know of its sources. */
export interface SourceCompiler {
  readonly configOf: (file: string) => TypeScriptConfig;
  /** TypeScript and JSX: tracked, then compiled as `tsconfig.json` says. Throws what is wrong with the file's syntax. */
  readonly compile: (code: string, file: string) => CompiledSource;
  /** JavaScript: tracked; the source as it was where there is nothing to track. */
  readonly track: (
    code: string,
    file: string,
    format: string | null | undefined,
  ) => Pick<CompiledSource, 'source' | 'problems'>;
}

/** Makes the compiler of a process. */
export function createSourceCompiler({ options: tracking, compiler }: Project): SourceCompiler {
  const configOf = createConfigFinder();
  // In a workspace that links it, a rule for every file would reach the runtime as well, which cannot track itself.
  const accepts = (file: string): boolean =>
    compiler.accepts(file) && nearestManifest(dirname(file)).name !== tracking.runtime;

  return {
    configOf,
    compile(code, file) {
      const { compilerOptions } = configOf(file);
      const format = moduleFormatOf(code, file, compilerOptions);
      const tracked = accepts(file) ? compiler.compile(code, file, moduleKindOf(format)) : untracked(code);
      const options: swc.Options = {
        ...swcOptionsOf(compilerOptions, file, format),
        sourceMaps: 'inline',
        // Only CommonJS can have `return` and the like at their top.
        isModule: format === 'module' || isModule(tracked.code, file) ? true : 'commonjs',
        inputSourceMap: tracked.map === null,
      };
      const output = compileWithSwc(tracked.code, options);
      const chained = tracked.map === null ? output : withChainedMap(output, tracked.map, earlierMapOf(code, file));
      return { source: chained.code, format, problems: tracked.problems };
    },
    track(code, file, format) {
      const {
        code: tracked,
        map,
        problems,
      } = accepts(file) ? compiler.compile(code, file, moduleKindOf(format)) : untracked(code);
      if (map === null) return { source: code, problems };
      return { source: withInlineMap(tracked, chainInputMap(map.toString(), code, file)), problems };
    },
  };
}

function untracked(code: string): Pick<Instrumented, 'code' | 'map' | 'problems'> {
  return { code, map: null, problems: [] };
}

function compileWithSwc(code: string, options: swc.Options): swc.Output {
  try {
    return swc.transformSync(code, options);
  } catch (error) {
    // The message has location and code frame; the stack in it is of SWC's own binary.
    const message = String(error instanceof Error ? error.message : error).replace(/\n+Stack backtrace:[^]*$/, '');
    throw new SyntaxError(message.trim(), { cause: error });
  }
}
