import { apply, builtinTagOf, getOwnPropertyDescriptor, isProxy } from './natives.ts';
import { findProperty, prototypesOf } from './prototypes.ts';

/** What reflection alone tells about an object; no accessor is run for it. */
export interface ObjectShape {
  /** Name of the constructor; null for objects without one (`Object.create(null)`). */
  readonly constructorName: string | null;
  /** `Symbol.toStringTag` where it says more than the keys already show, otherwise ''. */
  readonly tag: string;
  /** The prototypes, nearest first; a proxy among them ends the list. */
  readonly prototypes: readonly object[];
}

/** Names are shown only up to here; nobody writes longer ones, but a name can be set to anything. */
export const maxNameLength = 200;

export function shapeOf(object: object): ObjectShape {
  const prototypes = prototypesOf(object);
  const tag = tagOf(object, prototypes).slice(0, maxNameLength);
  return { constructorName: constructorNameOf(object, prototypes), tag, prototypes };
}

function constructorNameOf(object: object, prototypes: readonly object[]): string | null {
  for (const holder of [object, ...prototypes]) {
    const maker: unknown = getOwnPropertyDescriptor(holder, 'constructor')?.value;
    if (typeof maker !== 'function' || isProxy(maker)) continue;
    const name: unknown = getOwnPropertyDescriptor(maker, 'name')?.value;
    const prototype: unknown = getOwnPropertyDescriptor(maker, 'prototype')?.value;
    // An object may hold any function under that key; only one whose prototype it inherits from made it.
    if (typeof name === 'string' && name !== '' && prototypes.includes(prototype as object)) {
      return name.slice(0, maxNameLength);
    }
  }
  const [nearest] = prototypes;
  if (nearest === undefined) return null;
  const parent = constructorNameOf(nearest, prototypes.slice(1));
  if (parent !== null) return `Object <${parent}>`;
  return `Object <[Object: null prototype]${Object.keys(nearest).length === 0 ? ' {}' : ''}>`;
}

function tagOf(object: object, prototypes: readonly object[]): string {
  const own = getOwnPropertyDescriptor(object, Symbol.toStringTag);
  // An enumerable one of its own is listed with the keys anyway.
  if (own !== undefined) return typeof own.value === 'string' && own.enumerable !== true ? own.value : '';
  for (const holder of prototypes) {
    const property = getOwnPropertyDescriptor(holder, Symbol.toStringTag);
    if (property !== undefined) return typeof property.value === 'string' ? property.value : '';
  }
  return '';
}

/** What stands before the brace: `Foo `, `Foo(2) [tag] `, `[Object: null prototype] `. */
export function prefixOf({ constructorName, tag }: ObjectShape, fallback: string, size = ''): string {
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
