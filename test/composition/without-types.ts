import { fileURLToPath } from 'node:url';
import { transformAsync } from '@babel/core';

// One array for all files: Babel sets its plugins up again for every new one.
const presets = [[fileURLToPath(import.meta.resolve('@babel/preset-typescript')), { onlyRemoveTypeImports: true }]];

/** Takes types away and keeps all comments, as esbuild would not: for tools that run before the marks are read. */
export async function withoutTypes(code: string): Promise<string> {
  const result = await transformAsync(code, {
    filename: 'input.ts',
    babelrc: false,
    configFile: false,
    presets,
  });
  return result?.code ?? '';
}
