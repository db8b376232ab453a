import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

/** A request that is answered with this status. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly status: number;

  constructor(status: number, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
  }
}

/** Bytes of a body as it is sent, and unpacked: exporters send 512 spans at a time, of a few kilobytes. */
const bodyLimits: { readonly sentBytes: number; readonly unpackedBytes: number } = {
  sentBytes: 16 * 2 ** 20,
  unpackedBytes: 64 * 2 ** 20,
};

const unpacking: Readonly<Record<string, typeof gunzip.__promisify__>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** What a client has sent, unpacked. Rejects with {@link BadRequest} when it is too large, or not what it says. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const sent = await received(request);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return sent;
  const unpack = Object.hasOwn(unpacking, encoding) ? unpacking[encoding] : undefined;
  if (unpack === undefined) throw new BadRequest(415, `No content encoding "${encoding}" is known here.`);
  try {
    return await unpack(sent, { maxOutputLength: bodyLimits.unpackedBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw new BadRequest(isTooLarge ? 413 : 400, isTooLarge ? tooLarge : `The body is no ${encoding}.`, error);
  }
}

const tooLarge = 'The body is too large: send fewer spans at a time.';

async function received(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimits.sentBytes) throw new BadRequest(413, tooLarge);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    // Proof of the cast: no encoding is set.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > bodyLimits.sentBytes) throw new BadRequest(413, tooLarge);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
