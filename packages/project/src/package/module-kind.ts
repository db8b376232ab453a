import { dirname } from 'node:path';

import type { ModuleKind } from '@bud/transform';

import { nearestManifest } from './manifest.ts';

/** What Node's formats and webpack's module types are to the compiler. */
const kinds = {
  module: 'esm-only',
  commonjs: 'commonjs',
  'javascript/esm': 'esm',
  'javascript/dynamic': 'commonjs',
} as const satisfies Readonly<Record<string, ModuleKind>>;

/**
 * How a host loads a file, in the host's word for it; `undefined` where that leaves it to the syntax.
 *
 * @example
 * moduleKindOf('javascript/esm'); // 'esm'
 */
export function moduleKindOf(word: string | null | undefined): ModuleKind | undefined {
  return typeof word === 'string' && Object.hasOwn(kinds, word) ? kinds[word as keyof typeof kinds] : undefined;
}

/** True for webpack's module types of what is handed on as it is: text, an address, data. */
export function isAsset(word: string | undefined): boolean {
  return word?.startsWith('asset') === true;
}

/** How Node loads a file whose ending does not tell: as the nearest `package.json` says, and as CommonJS without a word. */
export function packageModuleKind(file: string): ModuleKind {
  return nearestManifest(dirname(file)).type === 'module' ? kinds.module : kinds.commonjs;
}
