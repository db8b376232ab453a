import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { isInPackage } from '@bud/project';

import { existingFile, findSourceFile } from './source-file.ts';
import type { TypeScriptConfig } from '../compile/typescript-config.ts';

/** An import as its file has it. */
interface Import {
  readonly specifier: string;
  /** Path of the importing file; absent for the program itself. */
  readonly importer: string | undefined;
  /** The file that the specifier means; absent for a package's name. */
  readonly path: string | undefined;
  /** How a file is named to Node from here. */
  readonly specifierOf: (path: string) => string;
}

/** An `import`: specifiers are addresses, relative to the importing file's. */
export function importOf(specifier: string, parentUrl: string | undefined): Import {
  const isPath = /^(?:\.\.?(?:\/|$)|\/|file:)/.test(specifier);
  const url = isPath ? new URL(specifier, parentUrl) : undefined;
  const isFile = url?.protocol === 'file:';
  return {
    specifier,
    importer: parentUrl?.startsWith('file:') === true ? fileURLToPath(parentUrl) : undefined,
    path: isFile ? fileURLToPath(url) : undefined,
    specifierOf: (path) => pathToFileURL(path).href + (isFile ? url.search + url.hash : ''),
  };
}

/** A `require`: specifiers are paths. */
export function requireOf(specifier: string, importer: string | undefined): Import {
  const isRelative = /^\.\.?(?:[\\/]|$)/.test(specifier);
  const folder = importer === undefined ? process.cwd() : dirname(importer);
  return {
    specifier,
    importer,
    path: isRelative ? resolve(folder, specifier) : isAbsolute(specifier) ? specifier : undefined,
    specifierOf: (path) => path,
  };
}

/**
 * Resolves as TypeScript does, on top of Node's own resolution: `paths` and `baseUrl`, `.js` for `.ts`, extensions and
 * `/index` left out. `next` resolves a specifier as Node does; what it throws is thrown.
 */
export function resolveSource<T>(
  { specifier, importer, path, specifierOf }: Import,
  configOf: (file: string) => TypeScriptConfig,
  next: (specifier: string) => T,
): T {
  // Published packages keep Node's own rules.
  if (importer !== undefined && isInPackage(importer)) return next(specifier);
  const fromTypeScript = importer !== undefined && /\.(?:[cm]?ts|tsx)$/.test(importer);
  if (path !== undefined) {
    const source = findSourceFile(path, fromTypeScript);
    return next(source === undefined ? specifier : specifierOf(source));
  }
  const mapped = importer === undefined ? [] : configOf(importer).pathsOf(specifier);
  const source = mapped.map((target) => existingFile(target, fromTypeScript)).find((file) => file !== undefined);
  if (source !== undefined) return next(specifierOf(source));
  return rescue(next, specifier, (error) => {
    // What a manifest's `imports` or `exports` name may be a source as well: `"#tools": "./src/tools.js"`.
    const missing = isNotFound(error) ? /'([^']+)'/.exec(error.message)?.[1] : undefined;
    const source = missing !== undefined && isAbsolute(missing) ? findSourceFile(missing, fromTypeScript) : undefined;
    if (source === undefined) throw error;
    return next(specifierOf(source));
  });
}

/** Calls `next` and, when it throws or its promise rejects, `recover`. */
export function rescue<T>(next: (specifier: string) => T, specifier: string, recover: (error: unknown) => T): T {
  try {
    const resolved = next(specifier);
    // Proof of the cast: `T` is a promise, and `recover` gives another of the kind.
    return resolved instanceof Promise ? (resolved.catch(recover) as T) : resolved;
  } catch (error) {
    return recover(error);
  }
}

const notFoundCodes: readonly unknown[] = ['ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'MODULE_NOT_FOUND'];

export function isNotFound(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && notFoundCodes.includes(error.code);
}
