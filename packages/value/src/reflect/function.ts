import { apply, getOwnPropertyDescriptor, getPrototypeOf, isProxy, sourceOf } from './natives.ts';
import { hasPrototype } from './prototypes.ts';
import { maxNameLength } from './shape.ts';

/** Prototypes of function kinds, and the word for the kind. */
const kinds = new Map<object | null, string>([
  [getPrototypeOf(async () => {}), 'AsyncFunction'],
  [getPrototypeOf(function* () {}), 'GeneratorFunction'],
  [getPrototypeOf(async function* () {}), 'AsyncGeneratorFunction'],
]);

/** `Function`, `AsyncFunction`, `GeneratorFunction`, `AsyncGeneratorFunction`. */
export function functionWord(fn: object): string {
  let word: string | undefined;
  hasPrototype(fn, (prototype) => (word = kinds.get(prototype)) !== undefined);
  return word ?? 'Function';
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
