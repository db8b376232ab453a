/** Requests of OTLP as one. Messages of Protocol Buffers that follow each other are one message, with the lists of all. */
export function joinedProtobuf(requests: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(), ...others] = requests;
  return others.length === 0 ? first : bytesOf(requests);
}

/**
 * The same of JSON, without reading it; each is an object of one list:
 *
 *   {"resourceSpans":[a]}  {"resourceSpans":[b]}  ─▶  {"resourceSpans":[a,b]}
 */
export function joinedJson(requests: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(), ...others] = requests;
  if (others.length === 0) return first;
  const last = requests.length - 1;
  return bytesOf(
    requests.flatMap((request, index) => [
      request.subarray(index === 0 ? 0 : request.indexOf(openingBracket) + 1, index === last ? undefined : -2),
      ...(index === last ? [] : [comma]),
    ]),
  );
}

const openingBracket = 0x5b;
const comma = Uint8Array.of(0x2c);

function bytesOf(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}
