import { readerOf } from './brand.ts';

const patternSource = readerOf('RegExp', 'source');

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
}).map(([property, flag]) => [readerOf('RegExp', property), flag] as const);

/** `/a+/gi`, of an object that has proved to be a regular expression. */
export function regExpText(regExp: object): string {
  const set = flags.map(([isSet, flag]) => (isSet(regExp) === true ? flag : '')).join('');
  return `/${String(patternSource(regExp))}/${set}`;
}
