import { httpOutline } from '../outline/http.ts';
import { brandOf, typedArrayOf } from '../reflect/brand.ts';
import { functionName, functionWord, hasClassSource } from '../reflect/function.ts';
import { getPrototypeOf } from '../reflect/natives.ts';
import { prefixOf, lineageOf, slotKindOf, type Lineage } from '../reflect/lineage.ts';
import { arrayLayout, typedArrayLayout } from './array.ts';
import { brandLayouts, outlined } from './builtin.ts';
import { braces, withBase, type Layout } from './layout.ts';
import { escapeControls, type StringWriter } from './writer.ts';

const ordinaryObject: Lineage = { constructorName: 'Object', tag: '', prototypes: [Object.prototype] };
const ordinaryArray: Lineage = {
  constructorName: 'Array',
  tag: '',
  prototypes: [Array.prototype, Object.prototype],
};

/** Decides how an object is written; nothing of the object's own code runs for it. */
export function layoutOf(object: object, writer: StringWriter): Layout {
  const isArray = Array.isArray(object);
  // Nearly everything that is captured is one of these two.
  const isOrdinary = getPrototypeOf(object) === (isArray ? Array.prototype : Object.prototype) && !isDisguised(object);
  if (isOrdinary && !isArray) return plainLayout(object, ordinaryObject);
  const lineage = isOrdinary ? ordinaryArray : namedLineage(object);
  if (Array.isArray(object)) return arrayLayout(object, lineage);
  if (typeof object === 'function') return withBase(object, lineage, describeFunction(object, lineage));
  const typed = ArrayBuffer.isView(object) ? typedArrayOf(object) : undefined;
  if (typed !== undefined) return typedArrayLayout(object, lineage, typed);
  const brand = brandOf(object, lineage);
  if (brand !== undefined) return brandLayouts[brand](object, lineage, brand, writer);
  const message = httpOutline(object, lineage);
  return message === undefined ? plainLayout(object, lineage) : outlined(lineage, message);
}

// A name or a tag of its own may be another one than the prototype's.
function isDisguised(object: object): boolean {
  return Object.hasOwn(object, 'constructor') || Object.hasOwn(object, Symbol.toStringTag);
}

/** With a word for what no constructor has made but something is inherited by: `Object <[Object: null prototype] {}>`. */
function namedLineage(object: object): Lineage {
  const lineage = lineageOf(object);
  return { ...lineage, constructorName: lineage.constructorName ?? heirName(lineage.prototypes) };
}

function heirName([nearest, ...others]: readonly object[]): string | null {
  if (nearest === undefined) return null;
  const empty = Object.keys(nearest).length === 0 ? ' {}' : '';
  return `Object <${heirName(others) ?? `[Object: null prototype]${empty}`}>`;
}

function plainLayout(object: object, lineage: Lineage): Layout {
  if (lineage.constructorName !== 'Object') return braces(lineage, prefixOf(lineage, 'Object'), object);
  const prefix = isArguments(object) ? '[Arguments] ' : lineage.tag === '' ? '' : prefixOf(lineage, 'Object');
  return braces(lineage, prefix, object);
}

function isArguments(object: object): boolean {
  return Object.hasOwn(object, Symbol.iterator) && slotKindOf(object) === '[object Arguments]';
}

/** `[Function: name]`, `[AsyncFunction (anonymous)]`, `[class A extends B]`. */
function describeFunction(fn: object, lineage: Lineage): string {
  const { constructorName, tag, prototypes } = lineage;
  const tagString = tag !== '' && tag !== constructorName ? ` [${tag}]` : '';
  const name = escapeControls(functionName(fn));
  if (hasClassSource(fn)) {
    const maker = constructorName !== 'Function' && constructorName !== null ? ` [${constructorName}]` : '';
    const parent = constructorName === null ? '[null prototype]' : escapeControls(functionName(prototypes[0]));
    return `[class ${name || '(anonymous)'}${maker}${tagString}${parent ? ` extends ${parent}` : ''}]`;
  }
  const kind = functionWord(fn);
  const maker = constructorName !== kind && constructorName !== null ? ` ${constructorName}` : '';
  const shownName = name === '' ? ' (anonymous)' : `: ${name}`;
  return `[${kind}${constructorName === null ? ' (null prototype)' : ''}${shownName}]${maker}${tagString}`;
}
