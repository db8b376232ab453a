import { getOwnPropertyDescriptor } from '../reflect/natives.ts';
import type { Lineage } from '../reflect/lineage.ts';

/** Something between the braces, but not a property; generated lazily: most of a large object never shows. */
export type Item =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'pair'; readonly key: unknown; readonly value: unknown; readonly arrow: ' => ' | ': ' }
  | { readonly is: 'text'; readonly text: string };

/** How an object is written: `open base? item, item close`, or `empty` when there is no item. */
export interface Layout {
  readonly lineage: Lineage;
  readonly open: string;
  readonly base?: string;
  readonly close: '}' | ']';
  readonly empty: string;
  /** What is written where the depth ends, when it is not the constructor's name in brackets. */
  readonly deep?: string;
  /** Written first, for arrays: the elements. */
  readonly elements?: readonly unknown[];
  /** Written next: what the object holds besides properties. */
  readonly items?: Iterable<Item>;
  /** Written last: the properties. */
  readonly keys: readonly (string | symbol)[];
}

/** As in `util.inspect`. */
export const maxItems = 100;
/** Arrays that are longer show no keys besides their elements: finding those costs as much as the array is long. */
const maxLengthWithKeys = 1000;

export function braces(lineage: Lineage, prefix: string, object: object, items?: Iterable<Item>): Layout {
  const layout: Layout = { lineage, open: `${prefix}{`, close: '}', empty: `${prefix}{}`, keys: keysOf(object) };
  return items === undefined ? layout : { ...layout, items };
}

export function withBase(object: object, lineage: Lineage, base: string, more: Partial<Layout> = {}): Layout {
  return { lineage, open: '{', base, close: '}', empty: base, keys: more.keys ?? keysOf(object), ...more };
}

/** Own enumerable keys, symbols last. */
export function keysOf(object: object): readonly (string | symbol)[] {
  const symbols = Object.getOwnPropertySymbols(object);
  if (symbols.length === 0) return Object.keys(object);
  const enumerable = symbols.filter((key) => getOwnPropertyDescriptor(object, key)?.enumerable === true);
  return [...Object.keys(object), ...enumerable];
}

/** Own enumerable keys that are not elements. */
export function namedKeysOf(array: object, length: number): readonly (string | symbol)[] {
  if (length > maxLengthWithKeys) return [];
  const keys = keysOf(array);
  // Elements come first, so the last key of an array without others is the last element's.
  const last = keys.at(-1);
  if (last === undefined || last === String(length - 1)) return [];
  return keys.filter((key) => typeof key === 'symbol' || !isIndex(key));
}

export function moreItems(count: number): string {
  return `... ${count} more item${count > 1 ? 's' : ''}`;
}

function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}
