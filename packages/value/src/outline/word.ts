import { bigIntString } from '../reflect/bigint.ts';
import { descriptionOf } from '../reflect/symbol.ts';
import type { Word } from './parts.ts';

/**
 * A primitive as JSON can say it: a string where it has no word. Undefined for objects and functions; `undefined` itself
 * is null, as in the arrays that `JSON.stringify` writes.
 */
export function wordOf(value: unknown): Word | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'undefined':
      return null;
    case 'bigint':
      return bigIntString(value);
    case 'symbol':
      return `Symbol(${descriptionOf(value)})`;
    default:
      return value === null ? null : undefined;
  }
}
