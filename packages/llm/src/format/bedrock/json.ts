import { string } from '../plain.ts';

/** Larger ones are images, which say nothing in a span, and take long to read. */
const maxBytes = 4_194_304;

const decoder = new TextDecoder();

/** The JSON in a body; undefined for what is none, is too large to be read, or is a stream of its own. */
export function jsonIn(body: unknown): unknown {
  const bytes = body instanceof ArrayBuffer ? new Uint8Array(body) : body;
  const text = bytes instanceof Uint8Array && bytes.length <= maxBytes ? decoder.decode(bytes) : string(bytes);
  if (text === undefined || text.length > maxBytes) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
