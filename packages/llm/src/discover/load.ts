/** `node:module`, and of it what its types leave out. */
interface NodeModule {
  createRequire(place: string): NodeJS.Require;
  readonly Module: new (place: string) => {
    readonly exports: { load(specifier: string): Promise<unknown> };
    /** Compiles source text as if it stood there: so that what it imports is looked for from there. */
    _compile(text: string, place: string): void;
  };
}

/** Node's own modules, without an import of them: this package also runs where there are none. */
interface Builtins {
  getBuiltinModule?(name: 'node:module'): NodeModule;
  readonly argv: readonly string[];
  cwd(): string;
}

// `process` is that of Node, Deno and Bun.
const { process } = globalThis as { readonly process?: Builtins };

/**
 * What the program gets when it imports a package, and when it requires it, which may be two: loaded from where the program
 * is. Empty when it is not installed. Throws what the package throws when it is loaded.
 */
export async function loadedFromProgram(specifier: string): Promise<readonly unknown[]> {
  const node = process?.getBuiltinModule?.('node:module');
  if (process === undefined || node === undefined) return [];
  for (const place of [process.argv[1], `${process.cwd()}/program.js`]) {
    if (place === undefined) continue;
    const imported = await importedFrom(place, specifier, node);
    if (imported === undefined) continue;
    const path = requirable(node.createRequire(place), specifier);
    return path === undefined ? [imported] : [imported, node.createRequire(place)(path) as unknown];
  }
  return [];
}

/** As a module in that place would import it; undefined if it is not there. */
async function importedFrom(place: string, specifier: string, { Module }: NodeModule): Promise<unknown> {
  const module = new Module(place);
  module._compile('exports.load = (specifier) => import(specifier);', place);
  try {
    return await module.exports.load(specifier);
  } catch (error) {
    if (isMissing(error, specifier)) return undefined;
    throw error;
  }
}

/** A package may be there and miss another one: that is a fault of its own. */
function isMissing(error: unknown, specifier: string): boolean {
  const [name = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  return error instanceof Error && error.message.startsWith(`Cannot find package '${name}'`);
}

/** The file that `require` loads; undefined for packages that can only be imported. */
function requirable(require: NodeJS.Require, specifier: string): string | undefined {
  try {
    return require.resolve(specifier);
  } catch {
    return undefined;
  }
}
