import { writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';

import { commonJsFacade } from './commonjs-facade.ts';
import { createLoader } from './loader.ts';
import { isSourceUrl, sourceString } from './sync-hooks.ts';

// Hooks for `module.register`, on Node's own thread for them: `import` only. CommonJS is left to `Module._load` in the
// program's thread, where `require-hook.ts` compiles it.
sayAtOnce();
const loader = createLoader(process.cwd());

/** Addresses of programs: nobody imports names from them, and as facades they would not be `require.main`. */
const programs = new Set<string>();

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const resolved = await loader.resolveImport(
    specifier,
    context.parentURL,
    async (found) => await nextResolve(found, context),
  );
  if (context.parentURL === undefined) programs.add(resolved.url);
  return resolved;
};

export const load: LoadHook = async (url, context, nextLoad) => {
  if (!isSourceUrl(url, context)) return await nextLoad(url, context);
  const file = fileURLToPath(url);
  if (loader.needsCompiler(file)) {
    const { source, format, problems } = loader.compile(await readFile(file, 'utf8'), file);
    // What is wrong with CommonJS is said where it is loaded.
    if (format === 'module') loader.report(problems);
    if (format === 'module') return { source, format, shortCircuit: true };
    if (programs.has(url)) return { format, shortCircuit: true };
    return { source: commonJsFacade(source, file, loader), format: 'module', shortCircuit: true };
  }
  const loaded = await nextLoad(url, context);
  if (loaded.format !== 'module') return loaded;
  const { source, problems } = loader.track(
    sourceString(loaded.source) ?? (await readFile(file, 'utf8')),
    file,
    'module',
  );
  loader.report(problems);
  return { ...loaded, source };
};

/** What a thread says goes through the program's own, which may end on the error that is explained here before it is written. */
function sayAtOnce(): void {
  const { stderr } = process;
  const later = stderr.write.bind(stderr);
  stderr.write = (chunk: string | Uint8Array) => {
    try {
      writeSync(2, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
      return true;
    } catch {
      // Whoever reads is slow, or gone.
      return later(chunk);
    }
  };
}
