import { aBoolean, aCount, aString, levels, oneOf, optionMistakes, secretNames, type Accepted } from '@bud/value';
import type { FlowFileOptions, FlowOptions } from './options.ts';

/** A level of events. */
export const aLevel: Accepted = oneOf(levels);

const fileAccepted: Readonly<Record<keyof FlowFileOptions, Accepted>> = {
  path: aString,
  maxBytes: aCount,
  keep: aCount,
};

const handlerWords = 'console, file, { file: { path, maxBytes, keep } } or a function';

/** What each option may be. */
export const accepted: Readonly<Record<keyof FlowOptions, Accepted>> = {
  enabled: aBoolean,
  level: aLevel,
  categories: {
    words: `an object of levels: ${levels.join(', ')}`,
    admits: (value) => isObject(value) && Object.values(value).every((level) => aLevel.admits(level)),
  },
  handlers: {
    words: `a list of ${handlerWords}`,
    admits: (value) => Array.isArray(value) && value.every(isHandler),
  },
  bufferSize: aCount,
  processBufferSize: aCount,
  spill: aString,
  maxLength: aCount,
  redact: secretNames,
  keep: secretNames,
};

/** What an item of `handlers` may be. */
export const aHandler: Accepted = { words: handlerWords, admits: isHandler };

function isHandler(value: unknown): boolean {
  if (value === 'console' || value === 'file' || typeof value === 'function') return true;
  if (!isObject(value) || Object.keys(value).join() !== 'file' || !('file' in value)) return false;
  return isObject(value['file']) && optionMistakes(value['file'], fileAccepted).length === 0;
}

/** Neither a list nor null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
