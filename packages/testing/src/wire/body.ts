/** A body in a fixture: text that a person can read, with the bytes of each chunk; base64 for what is no text. */
export interface StoredBody {
  readonly text?: string;
  readonly base64?: string;
  /** Bytes of each chunk; absent when there is one, or none. */
  readonly chunks?: readonly number[];
}

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What takes secrets out of a body. */
export interface HideInBody {
  inText(text: string): string;
  inBytes(bytes: Uint8Array): Uint8Array;
}

/** Chunks of text end where they did, but for those in the part that has changed. */
export function storedBody(chunks: readonly Uint8Array[], hide: HideInBody): StoredBody {
  const whole = joined(chunks);
  const text = textOf(whole);
  const sizes = chunks.map(({ length }) => length);
  if (text === undefined) {
    const shown = hide.inBytes(whole);
    return { base64: base64Of(shown), ...withChunks(moved(sizes, whole, shown)) };
  }
  const shown = hide.inText(text);
  if (shown === text) return { text, ...withChunks(sizes) };
  return { text: shown, ...withChunks(moved(sizes, whole, encoder.encode(shown))) };
}

export function chunksOf({ text, base64, chunks }: StoredBody): readonly Uint8Array[] {
  const whole = base64 === undefined ? encoder.encode(text ?? '') : bytesOf(base64);
  let start = 0;
  const sizes = chunks ?? (whole.length === 0 ? [] : [whole.length]);
  return sizes.map((size) => whole.slice(start, (start += size)));
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const chunk of chunks) {
    whole.set(chunk, start);
    start += chunk.length;
  }
  return whole;
}

/** Whether bytes are those of a string. */
export function isText(bytes: Uint8Array): boolean {
  return textOf(bytes) !== undefined;
}

/** Undefined for what is no UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function withChunks(sizes: readonly number[]): Pick<StoredBody, 'chunks'> {
  return sizes.length > 1 ? { chunks: sizes } : {};
}

/**
 * Sizes of chunks after a part of the bytes was replaced:
 *
 *   data: {"key":"sk-…"}|data: …     ends before the part stay
 *                ╰ part ╯            ends in it stay in it
 *   data: {"key":"[REDACTED]"}|…     ends behind it move with what is there
 */
function moved(sizes: readonly number[], before: Uint8Array, after: Uint8Array): readonly number[] {
  const first = before.findIndex((byte, index) => byte !== after[index]);
  let same = 0;
  const mostSame = Math.min(before.length, after.length) - first;
  while (same < mostSame && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const behind = before.length - same;
  let [end, last] = [0, 0];
  return sizes.map((size) => {
    end += size;
    const now =
      end <= first ? end : end >= behind ? end + after.length - before.length : Math.min(end, after.length - same);
    const length = now - last;
    last = now;
    return length;
  });
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
