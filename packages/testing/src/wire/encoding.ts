import * as zlib from 'node:zlib';
import { isText, joined } from './body.ts';

type Decompress = (bytes: Uint8Array, options?: { readonly finishFlush: number }) => Uint8Array;

/**
 * A body without its encoding, as far as it came; as it is where it has none any more. Undefined for an encoding that this
 * runtime cannot undo.
 */
export function plainChunks(encoding: string, chunks: readonly Uint8Array[]): readonly Uint8Array[] | undefined {
  const whole = joined(chunks);
  if (encoding === 'identity' || whole.length === 0) return chunks;
  const [decompress, finishFlush] = Object.hasOwn(decompressors, encoding) ? (decompressors[encoding] ?? []) : [];
  try {
    if (decompress !== undefined) return [decompress(whole, { finishFlush: finishFlush ?? 0 })];
  } catch {
    // It is plain already.
    return chunks;
  }
  return isText(whole) ? chunks : undefined;
}

// Proof of the casts: Node has it from 22.15 on, which its types here do not know yet; 1 is `ZSTD_e_flush`.
const zstd = Reflect.get(zlib, 'zstdDecompressSync') as Decompress | undefined;

// An answer that broke off is decoded as far as it came.
const decompressors: Readonly<Record<string, readonly [Decompress | undefined, finishFlush: number]>> = {
  gzip: [zlib.gunzipSync, zlib.constants.Z_SYNC_FLUSH],
  'x-gzip': [zlib.gunzipSync, zlib.constants.Z_SYNC_FLUSH],
  deflate: [zlib.inflateSync, zlib.constants.Z_SYNC_FLUSH],
  br: [zlib.brotliDecompressSync, zlib.constants.BROTLI_OPERATION_FLUSH],
  zstd: [zstd, 1],
};
