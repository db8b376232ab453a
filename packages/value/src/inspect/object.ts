import { brandOf, typedArrayOf } from '../reflect/brand.ts';
import { apply, builtinTagOf, getOwnPropertyDescriptor, getPrototypeOf, sourceOf } from '../reflect/natives.ts';
import { maxNameLength, prefixOf, shapeOf, type ObjectShape } from '../reflect/shape.ts';
import { arrayLayout, typedArrayLayout } from './array.ts';
import { brandLayouts } from './builtin.ts';
import { braces, withBase, type Layout } from './layout.ts';
import { oneLine, type TextWriter } from './writer.ts';

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
  if (typeof object === 'function') return withBase(object, shape, describeFunction(object, shape));
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

/** Prototypes of function kinds, and the word that `util.inspect` uses for the kind. */
const kinds = new Map<object | null, string>([
  [getPrototypeOf(async () => {}), 'AsyncFunction'],
  [getPrototypeOf(function* () {}), 'GeneratorFunction'],
  [getPrototypeOf(async function* () {}), 'AsyncGeneratorFunction'],
]);

/** `[Function: name]`, `[AsyncFunction (anonymous)]`, `[class A extends B]`. */
function describeFunction(fn: object, shape: ObjectShape): string {
  const { constructorName, tag, prototypes } = shape;
  const tagText = tag !== '' && tag !== constructorName ? ` [${tag}]` : '';
  const name = nameOf(fn);
  if (hasClassSource(fn)) {
    const maker = constructorName !== 'Function' && constructorName !== null ? ` [${constructorName}]` : '';
    const parent = constructorName === null ? '[null prototype]' : nameOf(prototypes[0]);
    return `[class ${name || '(anonymous)'}${maker}${tagText}${parent ? ` extends ${parent}` : ''}]`;
  }
  const kind = prototypes.map((prototype) => kinds.get(prototype)).find((found) => found !== undefined) ?? 'Function';
  const maker = constructorName !== kind && constructorName !== null ? ` ${constructorName}` : '';
  const nameText = name === '' ? ' (anonymous)' : `: ${name}`;
  return `[${kind}${constructorName === null ? ' (null prototype)' : ''}${nameText}]${maker}${tagText}`;
}

function hasClassSource(fn: object): boolean {
  const source = apply(sourceOf, fn, []) as string;
  // `class` is a reserved word: no other function's source can begin with it and go on like this.
  return source.startsWith('class') && /^class[\s{/]/.test(source.slice(0, 6)) && source.endsWith('}');
}

function nameOf(fn: object | undefined): string {
  const name: unknown = fn && getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' ? oneLine(name.slice(0, maxNameLength)) : '';
}
