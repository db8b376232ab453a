import { dirname, resolve } from 'node:path';

import { createFilesMatcher, createPathsMatcher, getTsconfig, parseTsconfig, type TsConfigResult } from 'get-tsconfig';

/** The compiler options of a `tsconfig.json`, `extends` followed. */
export type CompilerOptions = NonNullable<TsConfigResult['config']['compilerOptions']>;

/** What one `tsconfig.json` says of the files below it. */
export interface TypeScriptConfig {
  readonly compilerOptions: CompilerOptions;
  /** Where `paths` and `baseUrl` say that a specifier may be; absolute, most wanted first. */
  readonly pathsOf: (specifier: string) => readonly string[];
}

interface Candidate {
  readonly config: TypeScriptConfig;
  readonly includes: (file: string) => boolean;
}

/** Finds the configuration of a file: the nearest `tsconfig.json`, or the project it refers to that includes the file. */
export function createConfigFinder(): (file: string) => TypeScriptConfig {
  const byFolder = new Map<string, readonly Candidate[]>();
  const cache = new Map<string, unknown>();

  function candidatesIn(folder: string): readonly Candidate[] {
    const found = getTsconfig(folder, 'tsconfig.json', cache);
    if (found === null) return [];
    // A config that only lists projects, as many templates have it, says nothing of any file.
    const isSolution = found.config.files?.length === 0 && found.config.include === undefined;
    const projects = isSolution ? (found.config.references ?? []) : [];
    return [...projects.flatMap(({ path }) => referredTo(resolve(dirname(found.path), path))), { ...found }].map(
      toCandidate,
    );
  }

  return (file) => {
    const folder = dirname(file);
    const candidates = byFolder.get(folder) ?? candidatesIn(folder);
    byFolder.set(folder, candidates);
    return (candidates.find(({ includes }) => includes(file)) ?? candidates.at(-1))?.config ?? none;
  };
}

const none: TypeScriptConfig = { compilerOptions: {}, pathsOf: () => [] };

/** A reference names a file, or a folder with a `tsconfig.json`. */
function referredTo(path: string): readonly TsConfigResult[] {
  const file = path.endsWith('.json') ? path : resolve(path, 'tsconfig.json');
  try {
    return [{ path: file, config: parseTsconfig(file) }];
  } catch {
    // A project that is not there, as in a partial checkout, includes no file of this one.
    return [];
  }
}

function toCandidate(found: TsConfigResult): Candidate {
  const matches = createFilesMatcher(found);
  const pathsOf = createPathsMatcher(found) ?? none.pathsOf;
  return {
    config: { compilerOptions: found.config.compilerOptions ?? {}, pathsOf },
    includes: (file) => matches(file) !== undefined,
  };
}
