/**
 * Writing what is too large: everything may be cut, and what is left is still JSON.
 *
 *   "a long string"  → "a lo…[7 more]…ing"
 *   [1, 2, …, 99]    → [1,2,"… 95 more …",98,99]
 *   { a, b, c, … }   → {"a":1,"b":2,"…":"40 more keys"}
 *
 * The last item of a list and then the first one get up to half of the room each, cut themselves if need be; others show
 * as long as they fit whole. Of an object's members the small ones show whole, and the large ones share the rest.
 */
import { shownString } from '../format/cut.ts';
import { holderOf, memberKeys, type List, type Members } from '../outline/parts.ts';
import { wordOf } from '../outline/primitive.ts';
import { append } from '../reflect/natives.ts';
import { memberName } from './member-name.ts';
import { inside, memberAt, outlineAt, type Walk } from './walk.ts';
import { whole } from './whole.ts';

/** The JSON text of a value within `room`; undefined when nothing of it could show there. */
export function written(walk: Walk, value: unknown, room: number): string | undefined {
  return whole(walk, value, room) ?? fitted(walk, value, room);
}

/** The JSON text of a value that is too large, cut to `room`; undefined when nothing of it could show there. */
function fitted(walk: Walk, value: unknown, room: number): string | undefined {
  if (walk.steps < 0) return undefined;
  const word = wordOf(value);
  if (word !== undefined) return typeof word === 'string' ? fittedString(walk, word, room) : undefined;
  // Proof of the cast: what has no word is an object or a function.
  const object = value as object;
  const outline = outlineAt(walk, object, room);
  if (typeof outline === 'string') return fittedString(walk, outline, room);
  if (outline.is === 'primitive') return fitted(walk, outline.primitive, room);
  return inside(walk, object, () =>
    outline.is === 'list' ? fittedList(walk, outline, room) : fittedMembers(walk, outline, room),
  );
}

function fittedString(walk: Walk, text: string, room: number): string | undefined {
  const { maxString, secrets } = walk.limits;
  // Escapes take room, too: how much is known only when they are there.
  for (let max = Math.min(maxString, room - 2); max > 0;) {
    walk.steps -= max;
    const json = JSON.stringify(shownString(text, max, secrets));
    if (json.length <= room) return json;
    max = Math.min(max - 1, Math.floor((max * (room - 2)) / (json.length - 2)));
  }
  return undefined;
}

const itemsMore = (count: number): string => `"… ${countText(count)}more …"`;
const keysMore = (count: number): string => `"…":"${countText(count)}more key${count === 1 ? '' : 's'}"`;

function countText(count: number): string {
  return Number.isNaN(count) ? '' : `${count} `;
}

/** What shows of a list so far, from both of its ends. */
interface Ends {
  /** Strings with their commas towards the middle. */
  head: string;
  tail: string;
  /** The items in between: from this index, to before this one. */
  first: number;
  last: number;
  /** Characters that are left for them. */
  left: number;
}

function fittedList(walk: Walk, { list, more }: List, room: number): string | undefined {
  const { length } = list;
  const item = (index: number): unknown => memberAt(walk, list, index);
  if (length === 1 && more === 0) {
    const only = fitted(walk, item(0), room - 2);
    return only && `[${only}]`;
  }
  const ends: Ends = {
    head: '',
    tail: '',
    first: 0,
    last: length,
    left: room - `[${itemsMore(length + more)}]`.length,
  };
  if (ends.left < 0) return undefined;
  // What was not looked at comes after the list, so that then there is no last item.
  let hasLast = more === 0 && takeLast(ends, written(walk, item(ends.last - 1), Math.floor(ends.left / 2)));
  const roomOfFirst = length === 2 ? ends.left - 1 : Math.floor(ends.left / 2);
  let hasFirst = ends.first < ends.last && takeFirst(ends, written(walk, item(0), roomOfFirst));
  while (ends.first < ends.last && walk.steps > 0 && (hasFirst || hasLast)) {
    hasLast &&= takeLast(ends, whole(walk, item(ends.last - 1), ends.left - 1));
    hasFirst &&= ends.first < ends.last && takeFirst(ends, whole(walk, item(ends.first), ends.left - 1));
  }
  const { head, tail, first, last } = ends;
  if (first === last && more === 0) return `[${head}${tail.slice(1)}]`;
  return `[${head}${itemsMore(last - first + more)}${tail}]`;
}

function takeFirst(ends: Ends, text: string | undefined): boolean {
  if (text === undefined) return false;
  ends.head += `${text},`;
  ends.left -= text.length + 1;
  ends.first += 1;
  return true;
}

function takeLast(ends: Ends, text: string | undefined): boolean {
  if (text === undefined) return false;
  ends.tail = `,${text}${ends.tail}`;
  ends.left -= text.length + 1;
  ends.last -= 1;
  return true;
}

interface Shown {
  readonly key: string;
  readonly name: string;
  text: string | undefined;
}

function fittedMembers(walk: Walk, members: Members, room: number): string | undefined {
  const keys = memberKeys(members);
  const all = keys.length + members.more;
  const space = room - `{${keysMore(all)}}`.length;
  if (space < 0) return undefined;
  const { shown, missing, left } = smallMembers(walk, members, keys, space);
  fitLargeMembers(walk, members, shown, left);
  const texts = shown.flatMap(({ name, text }) => (text === undefined ? [] : [`${name}${text}`]));
  const more = missing + shown.length - texts.length + members.more;
  return `{${(more === 0 ? texts : [...texts, keysMore(more)]).join(',')}}`;
}

/**
 * A member that takes more than this part of the room is large, and less is enough when others are: the small ones show
 * before those share what is left.
 */
const smallPart = 8;

/** The first members, as many as have room: the small ones written, of the large ones the names. */
function smallMembers(
  walk: Walk,
  members: Members,
  keys: readonly string[],
  space: number,
): { readonly shown: readonly Shown[]; readonly missing: number; readonly left: number } {
  const shown: Shown[] = [];
  let left = space;
  let large = 0;
  for (const [index, key] of keys.entries()) {
    const value = memberAt(walk, holderOf(members, key), key);
    if (value === undefined && index <= space) continue;
    // A comma, and one character at least.
    const name = index > space || walk.steps < 0 ? undefined : memberName(walk, key, left - 2);
    if (name === undefined) return { shown, missing: keys.length - index, left };
    left -= name.length + 1;
    const text = whole(walk, value, Math.min(left, Math.floor(space / smallPart / (1 + large))));
    if (text === undefined) large += 1;
    left -= text?.length ?? 1;
    append(shown, { key, name, text });
  }
  return { shown, missing: 0, left };
}

/** Writes the large members; each gets the same part of what the ones before it have left. */
function fitLargeMembers(walk: Walk, members: Members, shown: readonly Shown[], space: number): void {
  let left = space;
  const large = shown.filter(({ text }) => text === undefined);
  for (const [index, member] of large.entries()) {
    const { key, name } = member;
    const value = memberAt(walk, holderOf(members, key), key);
    // One character of each was set aside.
    member.text = written(walk, value, 1 + Math.floor(left / (large.length - index)));
    left -= member.text === undefined ? -name.length - 2 : member.text.length - 1;
  }
}
