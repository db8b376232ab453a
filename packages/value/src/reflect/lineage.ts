import { functionName, maxNameLength } from './function.ts';
import { apply, builtinTagOf, getOwnPropertyDescriptor } from './natives.ts';
import { findProperty, ownData, prototypesOf } from './prototypes.ts';

/** What reflection alone tells about an object; no accessor is run for it. */
export interface Lineage {
  /** Name of the constructor; null for objects that have none to show (`Object.create(null)`). */
  readonly constructorName: string | null;
  /** `Symbol.toStringTag` where it says more than the keys already show, otherwise ''. */
  readonly tag: string;
  /** The prototypes, nearest first; a proxy among them ends the list. */
  readonly prototypes: readonly object[];
}

export function lineageOf(object: object): Lineage {
  const prototypes = prototypesOf(object);
  const tag = tagOf(object, prototypes).slice(0, maxNameLength);
  return { constructorName: constructorNameOf(object, prototypes), tag, prototypes };
}

function constructorNameOf(object: object, prototypes: readonly object[]): string | null {
  for (const holder of [object, ...prototypes]) {
    const maker = ownData(holder, 'constructor');
    const name = functionName(maker);
    // An object may hold any function under that key; only one whose prototype it inherits from made it.
    if (name !== '' && prototypes.includes(ownData(maker, 'prototype') as object)) return name;
  }
  return null;
}

function tagOf(object: object, prototypes: readonly object[]): string {
  for (const holder of [object, ...prototypes]) {
    const property = getOwnPropertyDescriptor(holder, Symbol.toStringTag);
    if (property === undefined) continue;
    // An enumerable one of its own is listed with the keys anyway.
    const isListed = holder === object && property.enumerable === true;
    return typeof property.value === 'string' && !isListed ? property.value : '';
  }
  return '';
}

/** What stands before the brace: `Foo `, `Foo(2) [tag] `, `[Object: null prototype] `. */
export function prefixOf({ constructorName, tag }: Lineage, fallback: string, size = ''): string {
  if (constructorName === null) {
    return `[${fallback}${size}: null prototype] ${tag !== '' && tag !== fallback ? `[${tag}] ` : ''}`;
  }
  return `${constructorName}${size} ${tag !== '' && tag !== constructorName ? `[${tag}] ` : ''}`;
}

/**
 * `[object Error]`, `[object Arguments]`: what the internal slots of an object say, also one of another realm. Undefined
 * when it or a prototype has a tag (perhaps an accessor, or a proxy's), because `toString` would read that instead.
 */
export function slotKindOf(object: object): unknown {
  return findProperty(object, Symbol.toStringTag) === undefined ? apply(builtinTagOf, object, []) : undefined;
}
