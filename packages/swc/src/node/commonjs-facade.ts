import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { init, parse } from 'cjs-module-lexer';

import type { NodeLoader } from './loader.ts';

await init();

/**
 * An ECMAScript module that stands for a CommonJS one: `require`s it in the program's thread and exports its names. Node
 * would look for them in the file, which is TypeScript, or load a given source with a `require` of its own that lacks most of
 * the real one.
 *
 *     const required = createRequire(import.meta.url)('/src/ask.cts');
 *     export default required;
 *     const _0 = required?.['ask']; export { _0 as "ask" };
 */
export function commonJsFacade(code: string, file: string, loader: NodeLoader): string {
  const names = [...exportNames(code, file, loader, new Set())].filter((name) => name !== 'default');
  return [
    `import { createRequire } from 'node:module';`,
    `const required = createRequire(import.meta.url)(${JSON.stringify(file)});`,
    `export default required;`,
    ...names.map((name, index) => {
      const quoted = JSON.stringify(name);
      return `const _${index} = required?.[${quoted}]; export { _${index} as ${quoted} };`;
    }),
  ].join(' ');
}

function exportNames(code: string, file: string, loader: NodeLoader, seen: Set<string>): Set<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const { exports, reexports } = lex(code);
  const names = new Set(exports);
  const { resolve } = createRequire(file);
  for (const specifier of reexports) {
    try {
      const target = loader.resolveRequire(specifier, file, resolve);
      const code = readFileSync(target, 'utf8');
      const compiled = loader.needsCompiler(target) ? loader.compile(code, target).source : code;
      for (const name of exportNames(compiled, target, loader, seen)) names.add(name);
    } catch {
      // What cannot be found or compiled throws when it is required, with its own message.
    }
  }
  return names;
}

function lex(code: string): { readonly exports: readonly string[]; readonly reexports: readonly string[] } {
  try {
    return parse(code);
  } catch {
    // As in Node: what the lexer does not understand has no names.
    return { exports: [], reexports: [] };
  }
}
