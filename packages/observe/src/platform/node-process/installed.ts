import { createRequire } from 'node:module';

/** Where packages of the program are looked for. */
export function programPlaces(): readonly string[] {
  return [process.argv[1], `${process.cwd()}/`].filter((place) => place !== undefined);
}

/** What a package exports: as this package finds it, as the program does, or undefined. */
export function requireFirst(name: string): unknown {
  for (const place of [import.meta.url, ...programPlaces()]) {
    const require = createRequire(place);
    const path = resolvedBy(require, name);
    if (path !== undefined) return require(path);
  }
  return undefined;
}

/** The file of a package, as one place finds it. */
export function resolvedBy(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    // Not there, or not to be had by `require`: the next place may know it.
    return undefined;
  }
}
