import { apply, nativeIn, platformClass } from './natives.ts';
import { isTransparent } from './prototypes.ts';

/**
 * Asks a native about a value that has the slot it reads; undefined for all others, and where the host lacks it. Platforms
 * write some of theirs in JavaScript, and these look through the prototypes.
 */
export type NativeReader = (value: unknown, ...args: readonly unknown[]) => unknown;

/** The reader of a property, or by a method, of a class of the platform's. */
export function nativeReaderOf(name: string, key: string): NativeReader {
  return nativeReaderIn(platformClass(name)?.prototype, key);
}

export function nativeReaderIn(holder: object | undefined, key: PropertyKey): NativeReader {
  const native = nativeIn(holder, key);
  return (value, ...args) => {
    try {
      return native && isTransparent(value) ? apply(native, value, args) : undefined;
    } catch {
      return undefined;
    }
  };
}
