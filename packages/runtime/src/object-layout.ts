import { arrayLayout, typedArrayLayout } from './array-layout.ts';
import { brandLayouts } from './brand-layout.ts';
import { brandOf, typedArrayOf } from './brand.ts';
import { functionText } from './function-text.ts';
import { apply, builtinTagOf, getPrototypeOf } from './intrinsics.ts';
import { braces, withBase, type Layout } from './layout.ts';
import { prefixOf, shapeOf, type ObjectShape } from './object-shape.ts';
import type { TextWriter } from './text-writer.ts';

const ordinaryObject: ObjectShape = { constructorName: 'Object', tag: '', prototypes: [Object.prototype] };
const ordinaryArray: ObjectShape = {
  constructorName: 'Array',
  tag: '',
  prototypes: [Array.prototype, Object.prototype],
};

/** Decides how an object is written; nothing of the object's own code runs for it. */
export function layoutOf(object: object, writer: TextWriter): Layout {
  const isArray = Array.isArray(object);
  // Nearly everything that is captured is one of these two.
  const isOrdinary = getPrototypeOf(object) === (isArray ? Array.prototype : Object.prototype) && !isDisguised(object);
  if (isOrdinary && !isArray) return plainLayout(object, ordinaryObject);
  const shape = isOrdinary ? ordinaryArray : shapeOf(object);
  if (Array.isArray(object)) return arrayLayout(object, shape);
  if (typeof object === 'function') return withBase(object, shape, functionText(object, shape));
  const typed = ArrayBuffer.isView(object) ? typedArrayOf(object) : undefined;
  if (typed !== undefined) return typedArrayLayout(object, shape, typed);
  const brand = brandOf(object, shape);
  return brand === undefined ? plainLayout(object, shape) : brandLayouts[brand](object, shape, brand, writer);
}

// A name or a tag of its own may be another one than the prototype's.
function isDisguised(object: object): boolean {
  return Object.hasOwn(object, 'constructor') || Object.hasOwn(object, Symbol.toStringTag);
}

function plainLayout(object: object, shape: ObjectShape): Layout {
  if (shape.constructorName !== 'Object') return braces(shape, prefixOf(shape, 'Object'), object);
  const prefix = isArguments(object, shape) ? '[Arguments] ' : shape.tag === '' ? '' : prefixOf(shape, 'Object');
  return braces(shape, prefix, object);
}

// Only `arguments` gets this answer; with a tag (perhaps an accessor) toString would read that instead.
function isArguments(object: object, { prototypes }: ObjectShape): boolean {
  if (!Object.hasOwn(object, Symbol.iterator)) return false;
  const hasTag = [object, ...prototypes].some((holder) => Object.hasOwn(holder, Symbol.toStringTag));
  return !hasTag && apply(builtinTagOf, object, []) === '[object Arguments]';
}
