import { shownString } from '../format/cut.ts';
import { holderOf, memberKeys, type List, type Members } from '../outline/parts.ts';
import { wordOf } from '../outline/primitive.ts';
import { longestSecret } from '../secret/text.ts';
import { memberName } from './member-name.ts';
import { inside, memberAt, outlineAt, type Walk } from './walk.ts';

/** The JSON text of all of a value, or undefined when that takes more than `room`. */
export function whole(walk: Walk, value: unknown, room: number): string | undefined {
  const simple = typeof value === 'object' && value !== null ? undefined : wordOf(value);
  if (simple !== undefined)
    return typeof simple === 'string' ? wholeString(walk, simple, room) : fits(String(simple), room);
  // Proof of the cast: what has no word is an object or a function.
  const object = value as object;
  const outline = outlineAt(walk, object, room);
  if (typeof outline === 'string') return wholeString(walk, outline, room);
  if (outline.is === 'primitive') return whole(walk, outline.primitive, room);
  return inside(walk, object, () =>
    outline.is === 'list' ? wholeList(walk, outline, room) : wholeMembers(walk, outline, room),
  );
}

function wholeString(walk: Walk, text: string, room: number): string | undefined {
  const { maxString, secrets } = walk.limits;
  if (Math.min(text.length, maxString) + 2 > room) return undefined;
  walk.steps -= Math.min(text.length, maxString + longestSecret);
  return fits(JSON.stringify(shownString(text, maxString, secrets)), room);
}

function fits(text: string, room: number): string | undefined {
  return text.length > room ? undefined : text;
}

function wholeList(walk: Walk, { list, more }: List, room: number): string | undefined {
  // Even of items of one character there would not be room for more.
  if (more !== 0 || 2 * list.length > room) return undefined;
  let text = '[';
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) text += ',';
    const item = whole(walk, memberAt(walk, list, index), room - text.length - 1);
    if (item === undefined || walk.steps < 0) return undefined;
    text += item;
  }
  return fits(`${text}]`, room);
}

function wholeMembers(walk: Walk, members: Members, room: number): string | undefined {
  const keys = memberKeys(members);
  // Each takes at least five characters, unless it has no value.
  if (members.more !== 0 || keys.length > room) return undefined;
  let text = '{';
  for (const key of keys) {
    const value = memberAt(walk, holderOf(members, key), key);
    if (value === undefined) continue;
    if (text !== '{') text += ',';
    const name = memberName(walk, key, room - text.length);
    if (name === undefined) return undefined;
    text += name;
    const said = whole(walk, value, room - text.length - 1);
    if (said === undefined || walk.steps < 0) return undefined;
    text += said;
  }
  return fits(`${text}}`, room);
}
