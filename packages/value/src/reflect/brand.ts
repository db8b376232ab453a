import { apply, getOwnPropertyDescriptor, getPrototypeOf, thawed, type Native } from './natives.ts';
import { slotKindOf, type ObjectShape } from './object-shape.ts';
import { isTransparent } from './prototypes.ts';

/** Built-in kinds of objects that are shown by what they hold and not only by their keys. */
export type Brand =
  | 'ArrayBuffer'
  | 'BigInt'
  | 'Blob'
  | 'Boolean'
  | 'DataView'
  | 'Date'
  | 'Error'
  | 'FormData'
  | 'Headers'
  | 'Map'
  | 'Node'
  | 'Number'
  | 'Promise'
  | 'RegExp'
  | 'Request'
  | 'Response'
  | 'Set'
  | 'SharedArrayBuffer'
  | 'String'
  | 'Symbol'
  | 'URL'
  | 'URLSearchParams'
  | 'WeakMap'
  | 'WeakSet';

/** How an object proves a brand: a native that reads an internal slot of it and throws when there is none. */
type Proof = readonly [brand: Brand, native: string, args?: readonly unknown[]];

const proofs: readonly Proof[] = [
  ['ArrayBuffer', 'byteLength'],
  ['BigInt', 'valueOf'],
  ['Blob', 'size'],
  ['Boolean', 'valueOf'],
  ['DataView', 'buffer'],
  ['Date', 'getTime'],
  ['FormData', 'has', ['']],
  ['Headers', 'has', ['a']],
  ['Map', 'size'],
  ['Node', 'nodeName'],
  ['Number', 'valueOf'],
  ['RegExp', 'source'],
  ['Request', 'method'],
  ['Response', 'status'],
  ['Set', 'size'],
  ['SharedArrayBuffer', 'byteLength'],
  ['String', 'valueOf'],
  ['Symbol', 'valueOf'],
  ['URL', 'href'],
  ['URLSearchParams', 'has', ['']],
  ['WeakMap', 'has', [undefined]],
  ['WeakSet', 'has', [undefined]],
];

type Constructors = Readonly<Record<string, { readonly prototype: object } | undefined>>;

/** A native method or the native getter of a property, taken when the recorder is loaded; absent in some hosts. */
export function nativeOf(brand: string, name: string): Native | undefined {
  // Proof of the casts: the names are those of ECMAScript's and the platform's classes, methods and accessors.
  const prototype = (globalThis as unknown as Constructors)[brand]?.prototype;
  const property = prototype && getOwnPropertyDescriptor(prototype, name);
  const { value, get } = property === undefined ? {} : thawed(property);
  return (value ?? get) as Native | undefined;
}

/**
 * What a native tells of a value that has the slot it reads; undefined for all others. Platforms write some of theirs in
 * JavaScript, and these look through the prototypes.
 */
export function askNative(native: Native | undefined, value: unknown, args: readonly unknown[] = []): unknown {
  try {
    return native && isTransparent(value) ? apply(native, value, args) : undefined;
  } catch {
    return undefined;
  }
}

/** Asks a native about objects that have proved their brand; the answer is undefined where the platform lacks it. */
export function readerOf(brand: string, name: string): (object: object) => unknown {
  const native = nativeOf(brand, name);
  return (object) => native && apply(native, object, []);
}

interface Prover {
  readonly brand: Brand;
  readonly native: Native | undefined;
  readonly args: readonly unknown[];
}

const provers: readonly Prover[] = proofs.map(([brand, name, args = []]) => ({
  brand,
  native: nativeOf(brand, name),
  args,
}));
const proverOfTag = new Map<string, Prover>(provers.map((prover) => [prover.brand, prover]));
const proverOfPrototype = new Map<object, Prover>(
  provers.flatMap((prover) => {
    // Proof of the cast: brands are names of classes.
    const prototype = (globalThis as unknown as Constructors)[prover.brand]?.prototype;
    return prototype === undefined ? [] : [[prototype, prover] as const];
  }),
);

/**
 * The brand of an object, or undefined for all others.
 *
 * Candidates come from the prototypes and, for objects of other realms, from the tag or the constructor's name; the
 * internal slot decides. A built-in whose prototype was taken away is not recognised.
 */
export function brandOf(object: object, shape: ObjectShape): Brand | undefined {
  for (const prototype of shape.prototypes) {
    // These two have no slot that could be asked without consequences.
    if (prototype === Error.prototype) return 'Error';
    if (prototype === Promise.prototype) return 'Promise';
    const prover = proverOfPrototype.get(prototype);
    if (prover !== undefined) return proves(prover, object) ? prover.brand : undefined;
  }
  if (slotKindOf(object) === '[object Error]') return 'Error';
  const prover = foreignProver(shape);
  return prover !== undefined && proves(prover, object) ? prover.brand : undefined;
}

/** For objects of another realm: by the name of their class or the tag of one of their prototypes. */
function foreignProver({ constructorName, tag, prototypes }: ObjectShape): Prover | undefined {
  const named = proverOfTag.get(tag) ?? proverOfTag.get(constructorName ?? '');
  if (named !== undefined) return named;
  for (const prototype of prototypes) {
    const inherited: unknown = getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.value;
    const prover = typeof inherited === 'string' ? proverOfTag.get(inherited) : undefined;
    if (prover !== undefined) return prover;
  }
  return undefined;
}

function proves({ native, args }: Prover, object: object): boolean {
  return askNative(native, object, args) !== undefined;
}

/** A getter of what all typed arrays inherit from. Proof of the casts: ECMAScript, %TypedArray%.prototype and its accessors. */
export function typedArrayGetter(key: PropertyKey): Native {
  return getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, key)?.get as Native;
}

const typedArrayTag = typedArrayGetter(Symbol.toStringTag);
const typedArrayLength = typedArrayGetter('length');

/** Name and length of a typed array, whatever its prototype says; undefined for everything else. */
export function typedArrayOf(object: object): { readonly name: string; readonly length: number } | undefined {
  const name = apply(typedArrayTag, object, []);
  return typeof name === 'string' ? { name, length: apply(typedArrayLength, object, []) as number } : undefined;
}
