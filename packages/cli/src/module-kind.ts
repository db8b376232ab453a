import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ModuleKind } from '@bud/project';

/** Answers how Node loads a file whose ending does not tell: as the nearest `package.json` says. */
export function createModuleKinds(): (file: string) => ModuleKind {
  const byFolder = new Map<string, ModuleKind>();
  const kindIn = (folder: string): ModuleKind => {
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const parent = dirname(folder);
    const kind = typeIn(folder) ?? (parent === folder ? 'commonjs' : kindIn(parent));
    byFolder.set(folder, kind);
    return kind;
  };
  return (file) => kindIn(dirname(file));
}

// Node's documentation, package.json "type": absent means CommonJS, and ends the search all the same.
function typeIn(folder: string): ModuleKind | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const isModule =
      typeof manifest === 'object' && manifest !== null && 'type' in manifest && manifest.type === 'module';
    return isModule ? 'esm-only' : 'commonjs';
  } catch {
    // No manifest, or one that Node could not read either.
    return null;
  }
}
