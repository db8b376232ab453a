import { apply, getOwnPropertyDescriptor, getPrototypeOf, sourceOf } from './intrinsics.ts';
import { maxNameLength, type ObjectShape } from './object-shape.ts';
import { oneLine } from './text-writer.ts';

/** Prototypes of function kinds, and the word that `util.inspect` uses for the kind. */
const kinds = new Map<object | null, string>([
  [getPrototypeOf(async () => {}), 'AsyncFunction'],
  [getPrototypeOf(function* () {}), 'GeneratorFunction'],
  [getPrototypeOf(async function* () {}), 'AsyncGeneratorFunction'],
]);

/** `[Function: name]`, `[AsyncFunction (anonymous)]`, `[class A extends B]`. */
export function functionText(fn: object, shape: ObjectShape): string {
  const { constructorName, tag, prototypes } = shape;
  const tagText = tag !== '' && tag !== constructorName ? ` [${tag}]` : '';
  const name = nameOf(fn);
  if (isClass(fn)) {
    const maker = constructorName !== 'Function' && constructorName !== null ? ` [${constructorName}]` : '';
    const parent = constructorName === null ? '[null prototype]' : nameOf(prototypes[0]);
    return `[class ${name || '(anonymous)'}${maker}${tagText}${parent ? ` extends ${parent}` : ''}]`;
  }
  const kind = prototypes.map((prototype) => kinds.get(prototype)).find((found) => found !== undefined) ?? 'Function';
  const maker = constructorName !== kind && constructorName !== null ? ` ${constructorName}` : '';
  const nameText = name === '' ? ' (anonymous)' : `: ${name}`;
  return `[${kind}${constructorName === null ? ' (null prototype)' : ''}${nameText}]${maker}${tagText}`;
}

function isClass(fn: object): boolean {
  const source = apply(sourceOf, fn, []) as string;
  // `class` is a reserved word: no other function's source can begin with it and go on like this.
  return source.startsWith('class') && /^class[\s{/]/.test(source.slice(0, 6)) && source.endsWith('}');
}

function nameOf(fn: object | undefined): string {
  const name: unknown = fn && getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' ? oneLine(name.slice(0, maxNameLength)) : '';
}
