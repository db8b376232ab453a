import { bigIntString } from '../reflect/bigint.ts';
import { descriptionOf } from '../reflect/symbol.ts';
import { escapeControls, quote, type StringWriter } from './writer.ts';

/** A number takes up to 24 characters (ECMAScript, Number::toString), and the words less. */
export const longestSimple = 24;

/** Whether a value is short when written, whatever it is. */
export function isSimple(value: unknown): value is number | boolean | undefined | null {
  return value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean';
}

export function simpleString(value: number | boolean | undefined | null): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A primitive the way `util.inspect` prints it; undefined for objects. */
export function primitiveString(value: unknown, writer: StringWriter): string | undefined {
  if (typeof value === 'string') return quote(writer.shown(value));
  if (typeof value === 'bigint') return bigIntString(value);
  if (typeof value === 'symbol') return symbolString(value, writer);
  return isSimple(value) ? simpleString(value) : undefined;
}

function symbolString(symbol: symbol, writer: StringWriter): string {
  return `Symbol(${escapeControls(writer.shown(descriptionOf(symbol)))})`;
}

// Identifiers hold nothing that would have to be hidden.
const maxPlainKey = 200;

/** A key as it stands before the colon of a property. */
export function keyString(key: string | symbol, enumerable: boolean, writer: StringWriter): string {
  if (typeof key === 'symbol') return `[${symbolString(key, writer)}]`;
  if (key === '__proto__') return "['__proto__']";
  const isIdentifier = key.length <= maxPlainKey && /^[a-zA-Z_]\w*$/.test(key);
  if (!enumerable) return `[${escapeControls(isIdentifier ? key : writer.shown(key))}]`;
  return isIdentifier ? key : quotedKey(writer.shown(key));
}

function quotedKey(shown: string): string {
  return /^[a-zA-Z_]\w*$/.test(shown) ? shown : quote(shown);
}
