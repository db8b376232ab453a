import { shownString } from '../format/cut.ts';
import { holderOf, memberKeys, type List, type Members } from '../outline/parts.ts';
import { longestSecret } from '../secret/string.ts';
import { memberName } from './member-name.ts';
import { fitting, memberAt, writing, type Frame, type Walk, type Write } from './walk.ts';

/** The JSON text of all of a value, or undefined when that takes more than `room`. */
export const whole: Write = writing(wholeString, once(wholeList), once(wholeMembers));

/** What has been written whole in its place, or is known not to fit there, is not written again for another room. */
function once<Value>(write: Write<Value>): Write<Value> {
  return (walk, value, room) => {
    // Proof: what is not a string has a frame of its own.
    const frame = walk.frame as Frame;
    if (frame.whole !== undefined) return fitting(frame.whole, room);
    if (room <= frame.tooSmall) return undefined;
    frame.tooSmall = room;
    return (frame.whole = write(walk, value, room));
  };
}

function wholeString(walk: Walk, text: string, room: number): string | undefined {
  const { maxString, secrets } = walk.limits;
  if (Math.min(text.length, maxString) + 2 > room) return undefined;
  walk.steps -= Math.min(text.length, maxString + longestSecret);
  return fitting(JSON.stringify(shownString(text, maxString, secrets)), room);
}

function wholeList(walk: Walk, { list, more }: List, room: number): string | undefined {
  // Even of items of one character there would not be room for more.
  if (more !== 0 || 2 * list.length > room) return undefined;
  let text = '[';
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) text += ',';
    const item = whole(walk, memberAt(walk, list, index), room - text.length - 1);
    if (item === undefined) return undefined;
    text += item;
  }
  return fitting(`${text}]`, room);
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
    if (said === undefined) return undefined;
    text += said;
  }
  return fitting(`${text}}`, room);
}
