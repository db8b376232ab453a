import { dirname, extname } from 'node:path';

import { nearestManifest } from '@bud/project';
import { isModule } from '@bud/transform';

import type { ModuleFormat } from '../compile/swc-options.ts';
import type { CompilerOptions } from '../compile/typescript-config.ts';

const formatsByExtension: Readonly<Record<string, ModuleFormat>> = {
  '.mts': 'module',
  '.cts': 'commonjs',
};

/**
 * How Node would load what `tsc` makes of a file: by its extension, by the `type` of its package, as `module` in its
 * `tsconfig.json` has it, or else by its syntax, as Node does.
 */
export function moduleFormatOf(code: string, file: string, { module }: CompilerOptions): ModuleFormat {
  return (
    formatsByExtension[extname(file)] ??
    packageTypeOf(file) ??
    (module === undefined ? undefined : formatFor(module)) ??
    (isModule(code, file) ? 'module' : 'commonjs')
  );
}

/** Without a `type`, `nodenext` and its like mean CommonJS; `preserve` leaves it to the syntax. */
function formatFor(module: string): ModuleFormat | undefined {
  if (/^(?:commonjs|node)/i.test(module)) return 'commonjs';
  return /^es/i.test(module) ? 'module' : undefined;
}

function packageTypeOf(file: string): ModuleFormat | undefined {
  const { type } = nearestManifest(dirname(file));
  return type === 'module' || type === 'commonjs' ? type : undefined;
}
