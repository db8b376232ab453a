/** Wire types of Protocol Buffers. */
const [varintType, fixed64Type, lengthType, fixed32Type] = [0, 1, 2, 5];

const firstBytes = 1 << 16;
/** More than that is given back: one huge batch must not hold its memory for ever. */
const mostKept = 1 << 22;
/** A key and a length take no more. */
const mostHeader = 20;
/** Up to here a loop over letters is faster than the platform's encoder. */
const shortString = 64;

const encoder = new TextEncoder();

/**
 * Writes Protocol Buffers, in one pass, into memory that it uses again:
 *
 *   open(9) … close ─▶ key, length, content: room for a short length is left, and what is longer is moved
 *
 * Protocol Buffers, encoding: https://protobuf.dev/programming-guides/encoding
 */
export class ProtobufWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #end = 0;

  constructor(bytes: number = firstBytes) {
    this.#bytes = new Uint8Array(bytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Forgets what was written. */
  begin(): void {
    this.#end = 0;
    if (this.#bytes.length > mostKept) this.#replace(new Uint8Array(firstBytes));
  }

  /** A copy of what was written. */
  taken(): Uint8Array {
    return this.#bytes.slice(0, this.#end);
  }

  /** Begins a message; gives what `close` needs. */
  open(field: number): number {
    this.#ensure(mostHeader);
    this.#key(field, lengthType);
    this.#end += 1;
    return this.#end;
  }

  close(start: number): void {
    const length = this.#end - start;
    const more = sizeOfVarint(length) - 1;
    if (more > 0) {
      this.#ensure(more);
      this.#bytes.copyWithin(start + more, start, this.#end);
    }
    this.#end = start - 1;
    this.#varint(length);
    this.#end += length;
  }

  string(field: number, value: string): void {
    this.#ensure(value.length * 3 + mostHeader);
    this.#key(field, lengthType);
    if (value.length <= shortString && this.#ascii(value)) return;
    const start = this.#end + sizeOfVarint(value.length);
    const { written } = encoder.encodeInto(value, this.#bytes.subarray(start));
    const more = sizeOfVarint(written) - sizeOfVarint(value.length);
    if (more > 0) this.#bytes.copyWithin(start + more, start, start + written);
    this.#varint(written);
    this.#end += written;
  }

  bytes(field: number, value: Uint8Array): void {
    this.#ensure(value.length + mostHeader);
    this.#key(field, lengthType);
    this.#varint(value.length);
    this.#bytes.set(value, this.#end);
    this.#end += value.length;
  }

  /** An id, of hexadecimal digits. */
  hex(field: number, digits: string): void {
    this.#ensure(digits.length + mostHeader);
    this.#key(field, lengthType);
    this.#varint(digits.length >> 1);
    for (let index = 0; index + 1 < digits.length; index += 2)
      this.#bytes[this.#end++] = (nibble(digits.charCodeAt(index)) << 4) | nibble(digits.charCodeAt(index + 1));
  }

  /** A whole number, of at most 64 bits. */
  integer(field: number, value: number): void {
    this.#ensure(mostHeader);
    this.#key(field, varintType);
    if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) return this.#varint(value);
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest > 127n) {
      this.#bytes[this.#end++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.#bytes[this.#end++] = Number(rest);
  }

  double(field: number, value: number): void {
    this.#ensure(mostHeader);
    this.#key(field, fixed64Type);
    this.#view.setFloat64(this.#end, value, true);
    this.#end += 8;
  }

  fixed32(field: number, value: number): void {
    this.#ensure(mostHeader);
    this.#key(field, fixed32Type);
    this.#view.setUint32(this.#end, value, true);
    this.#end += 4;
  }

  /** Nanoseconds since 1970, of OpenTelemetry's pair: more than a number holds, so in two halves of 32 bits. */
  time(field: number, [seconds, nanoseconds]: readonly [number, number]): void {
    this.#ensure(mostHeader);
    this.#key(field, fixed64Type);
    const upper = Math.floor(seconds / 2 ** 16) * 1e9; // of 2^16 seconds
    const lower = (seconds % 2 ** 16) * 1e9 + nanoseconds;
    const low = (upper % 2 ** 16) * 2 ** 16 + (lower >>> 0);
    const high = Math.floor(upper / 2 ** 16) + Math.floor(lower / 2 ** 32) + Math.floor(low / 2 ** 32);
    this.#view.setUint32(this.#end, low, true);
    this.#view.setUint32(this.#end + 4, high, true);
    this.#end += 8;
  }

  #key(field: number, type: number): void {
    this.#varint((field << 3) | type);
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#end++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#end++] = rest;
  }

  /** Writes a short string with its length, unless a letter takes more than a byte. */
  #ascii(value: string): boolean {
    const start = this.#end + 1;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 127) return false;
      this.#bytes[start + index] = code;
    }
    this.#bytes[this.#end] = value.length;
    this.#end = start + value.length;
    return true;
  }

  #ensure(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#end + more));
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#replace(larger);
  }

  #replace(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}

function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** `0` to `9`, `a` to `f`. */
function nibble(code: number): number {
  return code < 58 ? code - 48 : (code | 32) - 87;
}
