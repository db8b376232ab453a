import type { Writable } from 'node:stream';

/** The chunks of what a program writes to a request, as it writes them. */
export function writtenBody(asked: Writable): readonly Uint8Array[] {
  const body: Uint8Array[] = [];
  for (const name of ['write', 'end'] as const) {
    const original = asked[name];
    Object.assign(asked, {
      [name](...given: readonly unknown[]) {
        const [chunk, encoding] = given;
        if (typeof chunk === 'string')
          body.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
        else if (chunk instanceof Uint8Array) body.push(chunk.slice());
        return Reflect.apply(original, asked, given) as unknown;
      },
    });
  }
  return body;
}
