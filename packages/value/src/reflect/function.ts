import { apply, sourceOf } from './natives.ts';
import { hasPrototype, ownData } from './prototypes.ts';

// ECMAScript: the tags of the prototypes that the functions of a kind share, which are also the words for the kinds. By
// tag, so that it holds in every realm and does not depend on what a compiler makes of this file.
const kinds = new Set<unknown>(['AsyncFunction', 'GeneratorFunction', 'AsyncGeneratorFunction']);

/** `Function`, `AsyncFunction`, `GeneratorFunction`, `AsyncGeneratorFunction`. */
export function functionWord(fn: object): string {
  let word: unknown;
  const isKind = hasPrototype(fn, (prototype) => {
    word = ownData(prototype, Symbol.toStringTag);
    return kinds.has(word);
  });
  // Proof of the cast: one of the kinds.
  return isKind ? (word as string) : 'Function';
}

export function hasClassSource(fn: object): boolean {
  const source = apply(sourceOf, fn, []) as string;
  // `class` is a reserved word: no other function's source can begin with it and go on like this.
  return source.startsWith('class') && /^class[\s{/]/.test(source.slice(0, 6)) && source.endsWith('}');
}

/** Names are shown only up to here; nobody writes longer ones, but a name can be set to anything. */
export const maxNameLength = 200;

/** What a function or class is called; '' when it has no name that could be read without running anything. */
export function functionName(fn: unknown): string {
  const name = typeof fn === 'function' ? ownData(fn, 'name') : undefined;
  return typeof name === 'string' ? name.slice(0, maxNameLength) : '';
}
