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
import { append } from '../reflect/natives.ts';
import { memberName } from './member-name.ts';
import { memberAt, writing, type Walk, type Write } from './walk.ts';
import { whole } from './whole.ts';

/** The JSON text of a value within `room`; undefined when nothing of it could show there. */
export function written(walk: Walk, value: unknown, room: number): string | undefined {
  return whole(walk, value, room) ?? fitted(walk, value, room);
}

/** The JSON text of a value that is too large, cut to `room`; undefined when nothing of it could show there. */
const fitted: Write = writing(fittedString, fittedList, fittedMembers);

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

const itemsMore = (count: number): string => `"… ${shownCount(count)}more …"`;
const keysMore = (count: number): string => `"…":"${shownCount(count)}more key${count === 1 ? '' : 's'}"`;

function shownCount(count: number): string {
  return Number.isNaN(count) ? '' : `${count} `;
}

function fittedList(walk: Walk, { list, more }: List, room: number): string | undefined {
  const { length } = list;
  const item = (index: number): unknown => memberAt(walk, list, index);
  if (length === 1 && more === 0) {
    const only = fitted(walk, item(0), room - 2);
    return only && `[${only}]`;
  }
  let left = room - `[${itemsMore(length + more)}]`.length;
  if (left < 0) return undefined;
  // What shows, from both ends, with commas towards the middle; the items in between are these.
  let [head, tail, first, last] = ['', '', 0, length];
  const takeFirst = (text: string | undefined): boolean => {
    if (text === undefined) return false;
    head += `${text},`;
    first += 1;
    left -= text.length + 1;
    return true;
  };
  const takeLast = (text: string | undefined): boolean => {
    if (text === undefined) return false;
    tail = `,${text}${tail}`;
    last -= 1;
    left -= text.length + 1;
    return true;
  };
  const missing = (): number => last - first;
  // What was not looked at comes after the list, so that then there is no last item.
  let hasLast = more === 0 && takeLast(written(walk, item(length - 1), Math.floor(left / 2)));
  const roomOfFirst = length === 2 ? left - 1 : Math.floor(left / 2);
  let hasFirst = missing() > 0 && takeFirst(written(walk, item(0), roomOfFirst));
  while (missing() > 0 && walk.steps > 0 && (hasFirst || hasLast)) {
    hasLast &&= takeLast(whole(walk, item(last - 1), left - 1));
    hasFirst &&= missing() > 0 && takeFirst(whole(walk, item(first), left - 1));
  }
  if (missing() + more === 0) return `[${tail === '' ? head.slice(0, -1) : head + tail.slice(1)}]`;
  return `[${head}${itemsMore(missing() + more)}${tail}]`;
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
