import { platformClass, typedArrayPrototype } from './natives.ts';
import { slotKindOf, type Lineage } from './lineage.ts';
import { ownData } from './prototypes.ts';
import { nativeReaderIn, nativeReaderOf, type NativeReader } from './native-reader.ts';

/** How an object proves what it is: a native reads an internal slot of it, and throws when there is none. */
const proofs = {
  ArrayBuffer: 'byteLength',
  BigInt: 'valueOf',
  Blob: 'size',
  Boolean: 'valueOf',
  DataView: 'buffer',
  Date: 'getTime',
  FormData: 'has',
  Headers: 'has',
  Map: 'size',
  Node: 'nodeName',
  Number: 'valueOf',
  RegExp: 'source',
  Request: 'method',
  Response: 'status',
  Set: 'size',
  SharedArrayBuffer: 'byteLength',
  String: 'valueOf',
  Symbol: 'valueOf',
  URL: 'href',
  URLSearchParams: 'has',
  WeakMap: 'has',
  WeakSet: 'has',
} as const;

/** Built-in kinds of objects that are shown by what they hold and not only by their keys. */
export type Brand = keyof typeof proofs | 'Error' | 'Promise';

interface Proof {
  readonly brand: Brand;
  /** Absent where no slot can be asked without consequences. */
  readonly read?: NativeReader;
}

const ofError: Proof = { brand: 'Error' };
/** By the prototype of the brand's class and, for objects of other realms, by its name. */
const known = new Map<unknown, Proof>([
  [Error.prototype, ofError],
  [Promise.prototype, { brand: 'Promise' }],
]);
for (const [name, native] of Object.entries(proofs)) {
  // Proof of the cast: the keys of the table.
  const proof: Proof = { brand: name as Brand, read: nativeReaderOf(name, native) };
  known.set(name, proof).set(platformClass(name)?.prototype ?? name, proof);
}

/**
 * The brand of an object, or undefined for all others.
 *
 * Candidates come from the prototypes and, for objects of other realms, from the tag or the constructor's name; the
 * internal slot decides. A built-in whose prototype was taken away is not recognized.
 */
export function brandOf(object: object, lineage: Lineage): Brand | undefined {
  const { constructorName, tag, prototypes } = lineage;
  const proof =
    firstKnown(prototypes) ??
    (slotKindOf(object) === '[object Error]' ? ofError : firstKnown([tag, constructorName])) ??
    firstKnown(prototypes.map((prototype) => ownData(prototype, Symbol.toStringTag)));
  // No native that proves something answers undefined; those that want an argument take any word.
  return proof?.read === undefined || proof.read(object, 'a') !== undefined ? proof?.brand : undefined;
}

function firstKnown(keys: readonly unknown[]): Proof | undefined {
  for (const key of keys) if (known.has(key)) return known.get(key);
  return undefined;
}

const typedArrayTag = nativeReaderIn(typedArrayPrototype, Symbol.toStringTag);
const typedArrayLength = nativeReaderIn(typedArrayPrototype, 'length');

/** Name and length of a typed array, whatever its prototype says; undefined for everything else. */
export function typedArrayOf(object: object): { readonly name: string; readonly length: number } | undefined {
  const name = typedArrayTag(object);
  return typeof name === 'string' ? { name, length: Number(typedArrayLength(object)) } : undefined;
}
