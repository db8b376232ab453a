import { apply, getOwnPropertyDescriptor, isProxy, sourceOf } from './natives.ts';
import { hasPrototype } from './prototypes.ts';
import { maxNameLength } from './object-shape.ts';

// ECMAScript: the tags of the prototypes that the functions of a kind share, which are also the words for the kinds. By
// tag, so that it holds in every realm and does not depend on what a compiler makes of this file.
const kinds = new Set<unknown>(['AsyncFunction', 'GeneratorFunction', 'AsyncGeneratorFunction']);

/** `Function`, `AsyncFunction`, `GeneratorFunction`, `AsyncGeneratorFunction`. */
export function functionWord(fn: object): string {
  let word: unknown;
  const isKind = hasPrototype(fn, (prototype) => {
    word = getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.value;
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

/** What a function or class is called; '' when it has no name that could be read without running anything. */
export function functionName(fn: unknown): string {
  if (typeof fn !== 'function' || isProxy(fn)) return '';
  const name: unknown = getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' ? name.slice(0, maxNameLength) : '';
}
