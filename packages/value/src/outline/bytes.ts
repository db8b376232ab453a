import type { Brand } from '../reflect/brand.ts';
import { platformClass, typedArrayPrototype } from '../reflect/natives.ts';
import type { Lineage } from '../reflect/lineage.ts';
import { nativeReaderIn, type NativeReader } from '../reflect/native-reader.ts';
import { leadOf, typeKey } from './instance.ts';
import { said, type Members } from './parts.ts';

const Bytes = Uint8Array;

/** Which bytes an object stands for. */
interface Extent {
  readonly buffer: NativeReader;
  readonly byteOffset: NativeReader;
  readonly byteLength: NativeReader;
}

function extentOf(prototype: object | undefined): Extent {
  return {
    buffer: nativeReaderIn(prototype, 'buffer'),
    byteOffset: nativeReaderIn(prototype, 'byteOffset'),
    byteLength: nativeReaderIn(prototype, 'byteLength'),
  };
}

const typedExtent = extentOf(typedArrayPrototype);

/** `{ '@type': 'Float32Array', length: 1536, hash: '5d1c2b0a' }`; the length counts elements. */
export function typedArrayOutline(
  object: object,
  lineage: Lineage,
  { name, length }: { readonly name: string; readonly length: number },
): Members {
  return outlineOfBytes(object, lineage, name, typedExtent, length);
}

/** The same for an ArrayBuffer, a SharedArrayBuffer and a DataView; the length counts bytes. */
export function bufferOutline(brand: Brand): (object: object, lineage: Lineage) => Members {
  const extent = extentOf(platformClass(brand)?.prototype);
  return (object, lineage) => outlineOfBytes(object, lineage, brand, extent);
}

function outlineOfBytes(object: object, lineage: Lineage, name: string, extent: Extent, length?: number): Members {
  const lead = leadOf(lineage);
  lead[typeKey] ??= name;
  // Bytes that were transferred to another thread are none, and a DataView does not even tell how many there were.
  const byteLength = Number(extent.byteLength(object) ?? 0);
  lead['length'] = length ?? byteLength;
  // Proof of the cast: only an ArrayBuffer or SharedArrayBuffer has no buffer.
  const buffer = (extent.buffer(object) ?? object) as ArrayBuffer;
  if (byteLength > 0) lead['hash'] = hashOf(buffer, Number(extent.byteOffset(object) ?? 0), byteLength);
  return said(lead);
}

/** So many bytes at either end tell one payload from another; all of them would cost as much as the payload is long. */
const maxHashed = 4096;

// FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv
function hashOf(buffer: ArrayBuffer, start: number, byteLength: number): string {
  const bytes = new Bytes(buffer, start, byteLength);
  let hash = 0x811c9dc5;
  // By index, as the iteration protocol would run what the program has put in its place.
  for (let index = 0; index < byteLength; index += 1) {
    if (index === maxHashed) index = Math.max(index, byteLength - maxHashed);
    hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
