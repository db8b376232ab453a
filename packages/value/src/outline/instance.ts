import { findData, ownData, ownObject } from '../reflect/prototypes.ts';
import type { Lineage } from '../reflect/lineage.ts';
import { emptyObject, membersOf, said, type Members } from './parts.ts';

/** Where the name of a class stands among the members; JSON-LD's word for it. */
export const typeKey = '@type';

/** `{ '@type': 'Point' }`, the beginning of what is said of an instance; without the member for plain objects. */
export function leadOf(lineage: Lineage): Record<string, unknown> {
  const lead = emptyObject();
  const name = className(lineage);
  if (name !== '') lead[typeKey] = name;
  return lead;
}

/** The name of an object's class, or what the platform calls its kind (`Generator`); '' for plain objects. */
export function className({ constructorName, tag }: Lineage): string {
  return constructorName === null || constructorName === 'Object' ? tag : constructorName;
}

/** Members of a class's instance: its own enumerable ones, after the name of the class. */
export function instanceOutline(object: object, lineage: Lineage): Members {
  // A global object has thousands of members, none of which is what it was passed for.
  if (isStream(object) || ownData(object, 'globalThis') === object) return said(leadOf(lineage));
  if (isHandle(object)) return said(simpleMembers(object, lineage));
  // An own member of that name says more than the class.
  return membersOf(object, Object.hasOwn(object, typeKey) ? undefined : leadOf(lineage));
}

/** A class holds a stream or a promise among its first members or never. */
const maxHandleKeys = 64;

/**
 * Whether an object stands for something under way (the result of `streamText()`, a connection): it holds a stream or a
 * promise itself, and its other members are the machinery around that.
 */
function isHandle(object: object): boolean {
  return Object.keys(object)
    .slice(0, maxHandleKeys)
    .some((key) => {
      const value = ownObject(object, key);
      return value !== undefined && (isStream(value) || hasTag(value, isPromiseTag));
    });
}

function simpleMembers(object: object, lineage: Lineage): object {
  const members = leadOf(lineage);
  for (const key of Object.keys(object).slice(0, maxHandleKeys)) {
    const value = ownData(object, key);
    const isSimple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (isSimple && !key.startsWith('_')) members[key] = value;
  }
  return members;
}

const isPromiseTag = /^Promise$/;
const isStreamTag = /^(?:Readable|Writable|Transform)Stream$/;

/** A web stream, or one of Node's by the state that all of them keep. */
function isStream(value: object): boolean {
  return Object.hasOwn(value, '_readableState') || Object.hasOwn(value, '_writableState') || hasTag(value, isStreamTag);
}

function hasTag(value: object, pattern: RegExp): boolean {
  const tag = findData(value, Symbol.toStringTag);
  return typeof tag === 'string' && pattern.test(tag);
}
