import { contentWords } from './words.ts';

const dimensions = 256;

/** A string as a unit vector: each word adds to one of {@link dimensions} places, so shared words mean closeness. */
export function embeddingOf(text: string): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  for (const word of contentWords(text)) {
    const place = hash(word) % dimensions;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** The way the API packs a vector unless floats are asked for: 32-bit little-endian floats in base64. */
export function packed(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}

/** FNV-1a, 32 bits. */
function hash(word: string): number {
  let state = 0x81_1c_9d_c5;
  for (const byte of Buffer.from(word)) state = Math.imul(state ^ byte, 0x01_00_01_93);
  return state >>> 0;
}
