import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

import { isModule } from '@bud/transform';

import type { ModuleFormat } from './swc-options.ts';
import type { CompilerOptions } from './typescript-config.ts';

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
    packageTypeOf(dirname(file)) ??
    (module === undefined ? undefined : formatFor(module)) ??
    (isModule(code, file) ? 'module' : 'commonjs')
  );
}

/** Without a `type`, `nodenext` and its like mean CommonJS; `preserve` leaves it to the syntax. */
function formatFor(module: string): ModuleFormat | undefined {
  if (/^(?:commonjs|node)/i.test(module)) return 'commonjs';
  return /^es/i.test(module) ? 'module' : undefined;
}

const packageTypes = new Map<string, ModuleFormat | undefined>();

/** The `type` of the nearest `package.json`; a package is read once per process, as Node itself does. */
function packageTypeOf(folder: string): ModuleFormat | undefined {
  if (!packageTypes.has(folder)) packageTypes.set(folder, readPackageType(folder));
  return packageTypes.get(folder);
}

function readPackageType(folder: string): ModuleFormat | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const type = typeof manifest === 'object' && manifest !== null && 'type' in manifest ? manifest.type : undefined;
    return type === 'module' || type === 'commonjs' ? type : undefined;
  } catch (error) {
    // A manifest that cannot be parsed is an error of Node's own, with its own message.
    if (error instanceof SyntaxError || folder === dirname(folder)) return undefined;
    return packageTypeOf(dirname(folder));
  }
}
