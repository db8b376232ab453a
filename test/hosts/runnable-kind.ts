import { readFileSync } from 'node:fs';
import { isModule } from '@bud/transform';

/** How Node would load a source file: by its ending, and a plain `.js` by whether it imports or exports. */
export function runnableKind(file: string): 'mjs' | 'cjs' {
  if (/\.c[jt]s$/.test(file)) return 'cjs';
  if (!file.endsWith('.js')) return 'mjs';
  return isModule(readFileSync(file, 'utf8'), file) ? 'mjs' : 'cjs';
}
