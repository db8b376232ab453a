import { nativeOf } from './brand.ts';
import { apply } from './natives.ts';

const sourceOf = nativeOf('RegExp', 'source');

/** Flags in the order of `RegExp.prototype.flags`, which itself would read properties of the object. */
const flags = Object.entries({
  hasIndices: 'd',
  global: 'g',
  ignoreCase: 'i',
  multiline: 'm',
  dotAll: 's',
  unicode: 'u',
  unicodeSets: 'v',
  sticky: 'y',
}).map(([property, flag]) => [nativeOf('RegExp', property), flag] as const);

/** `/a+/gi`, of an object that has proved to be a regular expression. */
export function regExpText(regExp: object): string {
  const set = flags.map(([native, flag]) => (native && apply(native, regExp, []) === true ? flag : '')).join('');
  return `/${String(sourceOf && apply(sourceOf, regExp, []))}/${set}`;
}
