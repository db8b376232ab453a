import { nativeOf, readerOf } from '../reflect/brand.ts';
import { append, apply, type Native } from '../reflect/natives.ts';
import { ownData } from '../reflect/prototypes.ts';
import { emptyObject, type List, type Members } from './parts.ts';

/** Natives that walk through a collection; taken when this file is loaded, because all of them can be replaced later. */
interface Walker {
  readonly start: Native;
  readonly next: () => IteratorResult<unknown>;
}

function walkerOf(name: string, method: string): Walker | undefined {
  // Proof of the casts: the name of a collection of the platform, or of none; its method answers an iterator.
  const Class = (globalThis as unknown as Readonly<Record<string, (new () => object) | undefined>>)[name];
  const start = nativeOf(name, method);
  if (Class === undefined || start === undefined) return undefined;
  return { start, next: (apply(start, new Class(), []) as Walker).next };
}

/** The first items of a collection, and whether there are more. */
function firstOf(walker: Walker | undefined, object: object, most: number): { items: unknown[]; hasMore: boolean } {
  const items: unknown[] = [];
  if (walker === undefined) return { items, hasMore: false };
  const iterator = apply(walker.start, object, []);
  for (;;) {
    const { done, value } = apply(walker.next, iterator, []);
    if (done === true) return { items, hasMore: false };
    if (items.length >= most) return { items, hasMore: true };
    append(items, value);
  }
}

const mapWalker = walkerOf('Map', 'entries');
const setWalker = walkerOf('Set', 'values');
const mapSize = readerOf('Map', 'size');
const setSize = readerOf('Set', 'size');

/** An object when all keys are strings, otherwise a list of pairs. */
export function mapOutline(map: object, _shape: unknown, most: number): List | Members {
  const { items } = firstOf(mapWalker, map, most);
  const more = Number(mapSize(map)) - items.length;
  // Proof of the casts: ECMAScript, a Map's iterator makes such pairs.
  if (!items.every((pair) => typeof (pair as readonly unknown[])[0] === 'string'))
    return { is: 'list', list: items, more };
  const members = emptyObject();
  for (const pair of items as readonly (readonly [string, unknown])[]) members[pair[0]] = pair[1];
  return { is: 'members', fields: members, more };
}

export function setOutline(set: object, _shape: unknown, most: number): List {
  const { items } = firstOf(setWalker, set, most);
  return { is: 'list', list: items, more: Number(setSize(set)) - items.length };
}

/** Header maps and form fields, which repeat names, and not all of which tell how many there are. */
export function fieldsOutline(name: string): (object: object, _shape: unknown, most: number) => Members {
  const walker = walkerOf(name, 'entries');
  return (object, _shape, most) => {
    const { items, hasMore } = firstOf(walker, object, most);
    const members = emptyObject();
    // Proof of the cast: the Fetch and XHR standards, `entries` yields pairs of strings, or of a string and a file.
    for (const pair of items as readonly (readonly [string, unknown])[]) addTo(members, pair[0], pair[1]);
    return { is: 'members', fields: members, more: hasMore ? Number.NaN : 0 };
  };
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
