import { nativeReaderOf } from './native-reader.ts';

const patternSource = nativeReaderOf('RegExp', 'source');

/** Flags in the order of `RegExp.prototype.flags`, which itself would read properties of the object. */
const flags = [
  ['d', 'hasIndices'],
  ['g', 'global'],
  ['i', 'ignoreCase'],
  ['m', 'multiline'],
  ['s', 'dotAll'],
  ['u', 'unicode'],
  ['v', 'unicodeSets'],
  ['y', 'sticky'],
].map(([flag = '', property = '']) => [flag, nativeReaderOf('RegExp', property)] as const);

/** `/a+/gi`, of an object that has proved to be a regular expression. */
export function regExpString(regExp: object): string {
  const set = flags.map(([flag, isSet]) => (isSet(regExp) === true ? flag : '')).join('');
  return `/${String(patternSource(regExp))}/${set}`;
}
