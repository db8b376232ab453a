import { append, apply, nativeOf, platformClass } from '../reflect/natives.ts';
import { ownData } from '../reflect/prototypes.ts';
import { nativeReaderOf } from '../reflect/native-reader.ts';
import { emptyObject, listOf, membersOf, type List, type Members } from './parts.ts';

type Next = () => IteratorResult<unknown>;

/**
 * Walks through the first items of a collection, by natives that are taken when this file is loaded, because all of them
 * can be replaced later. `sizeOf` tells how many there are, where the class does.
 */
function walkerOf(
  name: string,
  method: string,
  sizeOf: (object: object) => unknown = () => Number.NaN,
): (object: object, most: number) => List {
  const Class = platformClass(name);
  const start = nativeOf(name, method);
  // Proof of the cast: the method answers an iterator.
  const next = Class && start && (apply(start, new Class(), []) as { readonly next: Next }).next;
  return (object, most) => {
    const items: unknown[] = [];
    const iterator = start && apply(start, object, []);
    for (;;) {
      const { done = true, value } = next === undefined ? {} : apply(next, iterator, []);
      if (done) return listOf(items);
      if (items.length >= most) return listOf(items, Number(sizeOf(object)) - items.length);
      append(items, value);
    }
  };
}

const mapEntries = walkerOf('Map', 'entries', nativeReaderOf('Map', 'size'));
const setValues = walkerOf('Set', 'values', nativeReaderOf('Set', 'size'));

/** An object when all keys are strings, otherwise a list of pairs. */
export function mapOutline(map: object, _lineage: unknown, most: number): List | Members {
  const entries = mapEntries(map, most);
  return entries.list.every((pair) => typeof ownData(pair, 0) === 'string') ? asMembers(entries) : entries;
}

export function setOutline(set: object, _lineage: unknown, most: number): List {
  return setValues(set, most);
}

/** Header maps and form fields, which repeat names, and not all of which tell how many there are. */
export function fieldsOutline(name: string): (object: object, _lineage: unknown, most: number) => Members {
  const entries = walkerOf(name, 'entries');
  return (object, _lineage, most) => asMembers(entries(object, most));
}

function asMembers({ list, more }: List): Members {
  const members = emptyObject();
  // Proof of the cast: ECMAScript, the Fetch and XHR standards; the keys of a Map were looked at.
  for (const pair of list as readonly (readonly [string, unknown])[]) addTo(members, pair[0], pair[1]);
  return membersOf(members, undefined, more);
}

/** Adds a member; a name that comes again collects its values in a list. */
export function addTo(members: Record<string, unknown>, name: string, value: unknown): void {
  const earlier = members[name];
  if (earlier === undefined) members[name] = value;
  else if (Array.isArray(earlier)) append(earlier, value);
  else members[name] = [earlier, value];
}

/** More headers than a server accepts by default. */
const maxFlat = 4000;

/** Node's `rawHeaders`, names and values by turns, as an object. */
export function headersOf(flat: readonly unknown[]): object {
  const members = emptyObject();
  for (let index = 0; index + 1 < Math.min(flat.length, maxFlat); index += 2) {
    const name = ownData(flat, index);
    if (typeof name === 'string') addTo(members, name.toLowerCase(), ownData(flat, index + 1));
  }
  return members;
}
