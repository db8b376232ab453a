import { httpOutline } from '../outline/http.ts';
import { brandOf, typedArrayOf } from '../reflect/brand.ts';
import { functionName, functionWord, hasClassSource } from '../reflect/function.ts';
import { getPrototypeOf } from '../reflect/natives.ts';
import { prefixOf, shapeOf, slotKindOf, type ObjectShape } from '../reflect/object-shape.ts';
import { arrayLayout, typedArrayLayout } from './array.ts';
import { brandLayouts, outlined } from './builtin.ts';
import { braces, withBase, type Layout } from './layout.ts';
import { oneLine, type StringWriter } from './writer.ts';

const ordinaryObject: ObjectShape = { constructorName: 'Object', tag: '', prototypes: [Object.prototype] };
const ordinaryArray: ObjectShape = {
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
  const shape = isOrdinary ? ordinaryArray : shapeOf(object);
  if (Array.isArray(object)) return arrayLayout(object, shape);
  if (typeof object === 'function') return withBase(object, shape, describeFunction(object, shape));
  const typed = ArrayBuffer.isView(object) ? typedArrayOf(object) : undefined;
  if (typed !== undefined) return typedArrayLayout(object, shape, typed);
  const brand = brandOf(object, shape);
  if (brand !== undefined) return brandLayouts[brand](object, shape, brand, writer);
  const message = httpOutline(object, shape);
  return message === undefined ? plainLayout(object, shape) : outlined(shape, message);
}

// A name or a tag of its own may be another one than the prototype's.
function isDisguised(object: object): boolean {
  return Object.hasOwn(object, 'constructor') || Object.hasOwn(object, Symbol.toStringTag);
}

function plainLayout(object: object, shape: ObjectShape): Layout {
  if (shape.constructorName !== 'Object') return braces(shape, prefixOf(shape, 'Object'), object);
  const prefix = isArguments(object) ? '[Arguments] ' : shape.tag === '' ? '' : prefixOf(shape, 'Object');
  return braces(shape, prefix, object);
}

function isArguments(object: object): boolean {
  return Object.hasOwn(object, Symbol.iterator) && slotKindOf(object) === '[object Arguments]';
}

/** `[Function: name]`, `[AsyncFunction (anonymous)]`, `[class A extends B]`. */
function describeFunction(fn: object, shape: ObjectShape): string {
  const { constructorName, tag, prototypes } = shape;
  const tagString = tag !== '' && tag !== constructorName ? ` [${tag}]` : '';
  const name = oneLine(functionName(fn));
  if (hasClassSource(fn)) {
    const maker = constructorName !== 'Function' && constructorName !== null ? ` [${constructorName}]` : '';
    const parent = constructorName === null ? '[null prototype]' : oneLine(functionName(prototypes[0]));
    return `[class ${name || '(anonymous)'}${maker}${tagString}${parent ? ` extends ${parent}` : ''}]`;
  }
  const kind = functionWord(fn);
  const maker = constructorName !== kind && constructorName !== null ? ` ${constructorName}` : '';
  const shownName = name === '' ? ' (anonymous)' : `: ${name}`;
  return `[${kind}${constructorName === null ? ' (null prototype)' : ''}${shownName}]${maker}${tagString}`;
}
