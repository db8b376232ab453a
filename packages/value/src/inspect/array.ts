import { prefixOf, type Lineage } from '../reflect/lineage.ts';
import { maxItems, moreItems, namedKeysOf, type Item, type Layout } from './layout.ts';

/** Holes that are looked through at most. */
const maxHoles = 1000;

export function arrayLayout(array: readonly unknown[], lineage: Lineage): Layout {
  const ordinary = lineage.constructorName === 'Array' && lineage.tag === '';
  const prefix = ordinary ? '' : prefixOf(lineage, 'Array', `(${array.length})`);
  const keys = namedKeysOf(array, array.length);
  return { lineage, open: `${prefix}[`, close: ']', empty: `${prefix}[]`, elements: array, keys };
}

/**
 * Hands over the elements one by one until `write` or the array says that it is enough: either the index of an
 * element, or a string that stands for several (`<2 empty items>`, `... 5 more items`).
 */
export function eachElement(array: readonly unknown[], write: (element: number | string) => boolean): void {
  const { length } = array;
  let index = 0;
  for (let shown = 0; index < length && shown < maxItems; shown += 1) {
    const holes = Object.hasOwn(array, index) ? 0 : holesAt(array, index);
    if (holes > maxHoles) break;
    if (!write(holes > 0 ? `<${holes} empty item${holes > 1 ? 's' : ''}>` : index)) return;
    index += Math.max(1, holes);
  }
  if (index < length) write(moreItems(length - index));
}

function holesAt(array: readonly unknown[], start: number): number {
  let index = start;
  while (index < array.length && index - start <= maxHoles && !Object.hasOwn(array, index)) index += 1;
  return index - start;
}

export function typedArrayLayout(
  array: object,
  lineage: Lineage,
  { name, length }: { name: string; length: number },
): Layout {
  const prefix = prefixOf({ ...lineage, tag: name }, name, `(${length})`);
  const layout: Layout = {
    lineage,
    open: `${prefix}[`,
    close: ']',
    empty: `${prefix}[]`,
    keys: namedKeysOf(array, length),
  };
  return length === 0 ? layout : { ...layout, items: numbers(array, length) };
}

function* numbers(array: object, length: number): Iterable<Item> {
  // Elements of typed arrays are always data: reading one runs nothing.
  const values = array as readonly unknown[];
  for (let index = 0; index < Math.min(length, maxItems); index += 1) yield { is: 'value', value: values[index] };
  if (length > maxItems) yield { is: 'text', text: moreItems(length - maxItems) };
}
