import { nativeOf, readerOf, typedArrayGetter, type Brand } from '../reflect/brand.ts';
import { apply, type Native } from '../reflect/natives.ts';
import type { ObjectShape } from '../reflect/object-shape.ts';
import { leadOf, typeKey } from './instance.ts';
import { said, type Members } from './parts.ts';

const Bytes = Uint8Array;

/** Natives that tell which bytes an object stands for. */
interface Extent {
  readonly buffer: Native | undefined;
  readonly byteOffset: Native | undefined;
  readonly byteLength: Native | undefined;
}

const typedExtent: Extent = {
  buffer: typedArrayGetter('buffer'),
  byteOffset: typedArrayGetter('byteOffset'),
  byteLength: typedArrayGetter('byteLength'),
};

/** `{ '@type': 'Float32Array', length: 1536, hash: '5d1c2b0a' }`; the length counts elements. */
export function typedArrayOutline(
  object: object,
  shape: ObjectShape,
  { name, length }: { readonly name: string; readonly length: number },
): Members {
  return outlineOfBytes(object, shape, name, length, typedExtent);
}

/** The same for an ArrayBuffer, a SharedArrayBuffer and a DataView; the length counts bytes. */
export function bufferOutline(brand: Brand): (object: object, shape: ObjectShape) => Members {
  const byteLength = nativeOf(brand, 'byteLength');
  const extent: Extent = { buffer: nativeOf(brand, 'buffer'), byteOffset: nativeOf(brand, 'byteOffset'), byteLength };
  return (object, shape) => outlineOfBytes(object, shape, brand, undefined, extent);
}

function outlineOfBytes(
  object: object,
  shape: ObjectShape,
  name: string,
  length: number | undefined,
  extent: Extent,
): Members {
  const lead = leadOf(shape);
  lead[typeKey] ??= name;
  try {
    const byteLength = numberFrom(extent.byteLength, object);
    lead['length'] = length ?? byteLength;
    // Proof of the cast: only an ArrayBuffer or SharedArrayBuffer has no buffer.
    const buffer = (extent.buffer ? apply(extent.buffer, object, []) : object) as ArrayBuffer;
    const start = extent.byteOffset ? numberFrom(extent.byteOffset, object) : 0;
    if (byteLength > 0) lead['hash'] = hashOf(buffer, start, byteLength);
  } catch {
    // The bytes were transferred to another thread: there are none, and a DataView does not even tell how many there were.
    lead['length'] = 0;
  }
  return said(lead);
}

function numberFrom(native: Native | undefined, object: object): number {
  return Number(native && apply(native, object, []));
}

/** So many bytes at either end tell one payload from another; all of them would cost as much as the payload is long. */
const maxHashed = 4096;

// FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv
function hashOf(buffer: ArrayBuffer, start: number, byteLength: number): string {
  const headLength = Math.min(byteLength, maxHashed);
  const tailLength = Math.min(byteLength - headLength, maxHashed);
  let hash = 0x811c9dc5;
  for (const part of [
    new Bytes(buffer, start, headLength),
    new Bytes(buffer, start + byteLength - tailLength, tailLength),
  ]) {
    // By index, as the iteration protocol would run what the program has put in its place.
    for (let index = 0; index < part.length; index += 1) hash = Math.imul(hash ^ (part[index] ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

const blobReaders = [
  ['name', readerOf('File', 'name')],
  ['type', readerOf('Blob', 'type')],
  ['length', readerOf('Blob', 'size')],
] as const;

/** `{ '@type': 'File', name: 'a.png', type: 'image/png', length: 1024 }`; bytes that can only be read later have no hash. */
export function blobOutline(blob: object, shape: ObjectShape): Members {
  const lead = leadOf(shape);
  for (const [key, read] of blobReaders) {
    try {
      const value = read(blob);
      if (value !== undefined && value !== '') lead[key] = value;
    } catch {
      // A Blob that is not a File has no name to be asked for.
    }
  }
  return said(lead);
}
