import type { ValueLimits } from '../format/format.ts';
import { className } from '../outline/instance.ts';
import { outlineOf } from '../outline/outline.ts';
import type { List, Members, Outline } from '../outline/parts.ts';
import { wordOf } from '../outline/word.ts';
import { isProxy } from '../reflect/natives.ts';
import { lineageOf } from '../reflect/lineage.ts';
import { ownProperty } from '../reflect/prototypes.ts';
import { nameOfValue } from '../secret/place.ts';

/** An object whose contents are being written, and where in there the writing is. */
export interface Frame {
  readonly object: object;
  readonly outer: Frame | undefined;
  /** The name or index that it has in there. */
  readonly under: string | number | undefined;
  readonly depth: number;
  /** The text of all of it, once that was written. */
  whole?: string | undefined;
  /** The largest room that this text is known not to fit into. */
  tooSmall: number;
  /** What has the member that is being written: the object, or what stands for it. */
  holder: object;
  key: string | number;
}

/** What one value takes to be written. */
export interface Walk {
  readonly limits: ValueLimits;
  /** What the value is called, if it is called anything. */
  readonly name: string | undefined;
  frame: Frame | undefined;
  /** The last of each object. */
  readonly frames: Map<object, Frame>;
  /** Members and characters that may still be looked at: where writing is tried again smaller, this bounds all tries. */
  steps: number;
}

/** Enough for every level to be tried a few times, at three times the default depth. */
const triesPerUnit = 32;

export function startWalk(limits: ValueLimits, name: string | undefined): Walk {
  const secrets = limits.secrets.forOneValue();
  return {
    limits: { ...limits, secrets },
    name,
    frame: undefined,
    frames: new Map(),
    steps: (limits.maxLength + 1024) * triesPerUnit,
  };
}

/** Writes a value within `room`; undefined when that cannot be. */
export type Write<Value = unknown> = (walk: Walk, value: Value, room: number) => string | undefined;

/** The way to write a value, of the ways to write what it may turn out to be. */
export function writing(string: Write<string>, list: Write<List>, members: Write<Members>): Write {
  return (walk, value, room) => {
    if (walk.steps < 0) return undefined;
    const outline = outlineAt(walk, value, room);
    if (typeof outline === 'string') return string(walk, outline, room);
    if (typeof outline !== 'object' || outline === null) return fitting(String(outline), room);
    const { frame } = walk;
    // Proof of the casts: what has no word is an object or a function.
    const object = value as object;
    walk.frame = frameOf(walk, object);
    const text = outline.is === 'list' ? list(walk, outline, room) : members(walk, outline, room);
    walk.frame = frame;
    return text;
  };
}

/** The same as before, where the object is written again in the same place. */
function frameOf({ frame: outer, frames }: Walk, object: object): Frame {
  const under = outer?.key;
  let frame = frames.get(object);
  if (frame === undefined || frame.outer !== outer || frame.under !== under) {
    frame = { object, outer, under, depth: (outer?.depth ?? -1) + 1, tooSmall: 0, holder: object, key: '' };
    frames.set(object, frame);
  }
  return frame;
}

export function fitting(text: string, room: number): string | undefined {
  return text.length > room ? undefined : text;
}

/** What shows of a value where the walk is: a string also for what is not opened. */
export function outlineAt({ frame: innermost, limits }: Walk, value: unknown, room: number): Outline {
  const word = wordOf(value);
  if (word !== undefined) return word;
  const object = value as object;
  if (isProxy(object)) return '[Proxy]';
  for (let frame = innermost; frame !== undefined; frame = frame.outer)
    if (frame.object === object) return '[Circular]';
  const outline = outlineOf(object, Math.ceil(room / 2));
  const isOpened = typeof outline === 'object' && outline !== null;
  const isTooDeep = innermost !== undefined && innermost.depth >= limits.maxDepth;
  return isOpened && isTooDeep ? `[${className(lineageOf(object)) || 'Object'}]` : outline;
}

/**
 * What the object that is being written has under a name or, if it is a list, at an index; or the string that stands for
 * what cannot or must not be read. Holes of lists are undefined; so are members without a value.
 */
export function memberAt(walk: Walk, holder: object, key: string | number): unknown {
  walk.steps -= 1;
  const property = ownProperty(holder, key);
  if (property === undefined) return typeof key === 'number' ? undefined : '<uninitialized>';
  if (property.get !== undefined) return '[Getter]';
  if (property.set !== undefined) return '[Setter]';
  // Proof: members are read inside an object only.
  const frame = walk.frame as Frame;
  frame.holder = holder;
  frame.key = key;
  return replacementAt(walk, frame, property.value) ?? property.value;
}

/** What is recorded instead of a value whose name means a secret. */
function replacementAt(walk: Walk, frame: Frame, value: unknown): string | undefined {
  const { secrets } = walk.limits;
  const { holder, key, outer } = frame;
  const isElement = typeof key === 'number';
  // Of a list, only strings and what follows a name can be named.
  if (isElement && key % 2 === 0 && typeof value !== 'string') return undefined;
  const holderName = outer === undefined ? walk.name : String(outer.key);
  const place = { value, holder, key: String(key), isElement, outer: outer?.holder, holderName };
  const name = nameOfValue(secrets, place);
  if (name === '' || !secrets.isSecret(name, value)) return undefined;
  return secrets.replacement({ key: name, path: pathTo(frame), value });
}

function pathTo({ outer, key }: Frame): readonly string[] {
  return [...(outer === undefined ? [] : pathTo(outer)), String(key)];
}
