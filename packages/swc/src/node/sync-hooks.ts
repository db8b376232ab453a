import { readFileSync } from 'node:fs';
import type { LoadFnOutput, LoadHookContext, ResolveFnOutput, ResolveHookContext } from 'node:module';
import { fileURLToPath } from 'node:url';

import type { NodeLoader } from './loader.ts';

/** Deno hands TypeScript on as JavaScript that it has printed anew: positions of functions are those of the file only. */
const compilesItself = Reflect.has(globalThis, 'Deno');

/** What `module.registerHooks` takes; the types of the oldest supported Node do not have it. */
export interface SyncHooks {
  resolve(
    specifier: string,
    context: ResolveHookContext,
    nextResolve: (specifier: string, context: ResolveHookContext) => ResolveFnOutput,
  ): ResolveFnOutput;
  load(
    url: string,
    context: LoadHookContext,
    nextLoad: (url: string, context: LoadHookContext) => LoadFnOutput,
  ): LoadFnOutput;
}

/** Hooks in the program's own thread, for `import` and `require` alike. */
export function createSyncHooks(loader: NodeLoader): SyncHooks {
  return {
    resolve(specifier, context, nextResolve) {
      const { parentURL, conditions } = context;
      const next = (found: string): ResolveFnOutput => nextResolve(found, context);
      if (!conditions.includes('require')) return loader.resolveImport(specifier, parentURL, next);
      const importer = parentURL?.startsWith('file:') === true ? fileURLToPath(parentURL) : undefined;
      return loader.resolveRequire(specifier, importer, next);
    },
    load(url, context, nextLoad) {
      if (!isSourceUrl(url, context)) return nextLoad(url, context);
      const file = fileURLToPath(url);
      const isCompiled = loader.needsCompiler(file);
      // As CommonJS, Node hands on the source as it is, and Node 22 knows that `Module._load` has to run it.
      const loaded = nextLoad(url, isCompiled ? { ...context, format: 'commonjs' } : context);
      if (!isCompiled && loaded.format !== 'module' && loaded.format !== 'commonjs') return loaded;
      const handedOn = isCompiled && compilesItself ? undefined : sourceString(loaded.source);
      const code = handedOn ?? readFileSync(file, 'utf8');
      const { problems, ...made } = isCompiled ? loader.compile(code, file) : loader.track(code, file, loaded.format);
      loader.report(problems);
      return made.source === code ? loaded : { ...loaded, ...made };
    },
  };
}

/** An import with a `type` is of data, whatever the file is called. */
export function isSourceUrl(url: string, context: Partial<LoadHookContext>): boolean {
  // A `require` comes without attributes.
  return url.startsWith('file:') && context.importAttributes?.['type'] === undefined;
}

/** The source of a module, which hooks hand on as a string or as bytes. */
export function sourceString(source: LoadFnOutput['source'] | null): string | undefined {
  if (source === null || source === undefined) return undefined;
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
