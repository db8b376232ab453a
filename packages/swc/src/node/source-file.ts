import { existsSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Endings that Node knows and what a TypeScript user means by them: `./ask.js` is written, `ask.ts` is there. */
const sourceExtensions: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Endings that may be left out, in TypeScript's order. */
const impliedExtensions = ['.ts', '.tsx', '.js', '.jsx', '.json'] as const;

/**
 * The file that an import of `path` means under TypeScript's rules; `undefined` where they have nothing to add to Node's.
 * Between a source and what was compiled from it, TypeScript prefers the source, JavaScript what it wrote.
 */
export function findSourceFile(path: string, fromTypeScript: boolean): string | undefined {
  const found = existingFile(path, fromTypeScript);
  return found === path ? undefined : found;
}

/** The same, the file itself included. */
export function existingFile(path: string, fromTypeScript: boolean): string | undefined {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const sources = (sourceExtensions[extension] ?? []).map((ending) => stem + ending);
  const candidates = fromTypeScript ? [...sources, path] : [path, ...sources];
  const implied = impliedExtensions.map((ending) => path + ending);
  return [...candidates, ...implied].find(isFile) ?? indexOf(path);
}

/** A folder with a manifest is a package, and Node's business. */
function indexOf(folder: string): string | undefined {
  if (existsSync(join(folder, 'package.json'))) return undefined;
  return impliedExtensions.map((ending) => join(folder, `index${ending}`)).find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
