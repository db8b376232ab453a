import { readFileSync } from 'node:fs';

/** How Node would load a source file: by its ending, and a plain `.js` by whether it imports or exports. */
export function runnableKind(file: string): 'mjs' | 'cjs' {
  if (/\.c[jt]s$/.test(file)) return 'cjs';
  if (!file.endsWith('.js')) return 'mjs';
  return /^(?:import|export)\b/m.test(readFileSync(file, 'utf8')) ? 'mjs' : 'cjs';
}
