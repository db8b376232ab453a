/**
 * What shows of an object in JSON, whatever the object is:
 *
 *   array ──────────────────────────────→ list
 *   { … } ──────────────────────────────→ members: its own enumerable ones
 *   function, Date, RegExp, URL, <div> ─→ a string                            builtin-outline.ts markup.ts
 *   Map, Set, Headers, FormData, Error ─→ list or members of what it holds    builtin-outline.ts entries.ts error-outline.ts
 *   Buffer, Float32Array ───────────────→ type, length, hash                  bytes.ts
 *   Blob, Request, Response ────────────→ what their getters tell             platform.ts
 *   IncomingMessage, Koa's ctx ─────────→ method, URL, status, headers        http.ts
 *   instance of a class ────────────────→ `@type`, own enumerable members     instance.ts
 *   primitives without a word in JSON ──→ a string                            word.ts
 *
 * parts.ts says what lists and members are made of. All is decided by prototypes, internal slots and own data properties;
 * no code of the program runs for it.
 */
import { brandOf, typedArrayOf } from '../reflect/brand.ts';
import { functionName, functionWord, hasClassSource } from '../reflect/function.ts';
import { getPrototypeOf } from '../reflect/natives.ts';
import { lineageOf } from '../reflect/lineage.ts';
import { builtins } from './builtin-outline.ts';
import { typedArrayOutline } from './bytes.ts';
import { httpOutline } from './http.ts';
import { instanceOutline } from './instance.ts';
import { elementTag } from './markup.ts';
import { listOf, membersOf, type Outline } from './parts.ts';

/** `most` says how many items are worth being looked at, because more could not show. */
export function outlineOf(object: object, most: number): Outline {
  if (Array.isArray(object)) return listOf(object);
  if (typeof object === 'function') return functionOutline(object);
  const prototype = getPrototypeOf(object);
  if (prototype === Object.prototype || prototype === null) return elementTag(object) ?? membersOf(object);
  const lineage = lineageOf(object);
  const typed = ArrayBuffer.isView(object) ? typedArrayOf(object) : undefined;
  if (typed !== undefined) return typedArrayOutline(object, lineage, typed);
  const brand = brandOf(object, lineage);
  if (brand !== undefined) return builtins[brand](object, lineage, most);
  return elementTag(object) ?? httpOutline(object, lineage) ?? instanceOutline(object, lineage);
}

/** `[Function load]`, `[AsyncFunction]`, `[class Agent]`. */
function functionOutline(fn: object): string {
  const name = functionName(fn);
  return `[${hasClassSource(fn) ? 'class' : functionWord(fn)}${name && ' '}${name}]`;
}
