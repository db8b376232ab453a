import { plainString, type ValueOptions } from '../format/format.ts';
import { errorTypeName, readErrorProperty } from '../reflect/error.ts';
import { isProxy } from '../reflect/natives.ts';
import { hidden } from '../reflect/prototypes.ts';

/** What a span says about something that was thrown. */
export interface Exception {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** Stacks are cut here; far above what engines print, far below what hurts an exporter. */
const maxStackLength = 16_384;

/**
 * Describes a thrown value without running user code: an accessor counts only when the engine itself made it.
 *
 * @example
 * describeException(new TypeError('no'), options); // { name: 'TypeError', message: 'no', stack: 'TypeError: no\n    at …' }
 */
export function describeException(thrown: unknown, options: ValueOptions): Exception {
  if (typeof thrown !== 'object' || thrown === null || isProxy(thrown)) {
    return { name: thrown === null ? 'null' : typeof thrown, message: plainString(thrown, options) };
  }
  const message = readErrorProperty(thrown, 'message');
  // The engine formats a stack when it is first read, and converts the error's name and message to strings for that.
  const isReadable = [message, readErrorProperty(thrown, 'name')].every(isPlain);
  const stack = isReadable ? readStack(thrown) : undefined;
  return {
    name: plainString(errorTypeName(thrown), options),
    message: plainString(typeof message === 'string' ? message : thrown, options),
    ...(typeof stack === 'string' ? { stack: plainString(stack, { ...options, maxLength: maxStackLength }) } : {}),
  };
}

/** Whether converting a property to a string runs nothing. */
function isPlain(property: unknown): boolean {
  return property !== hidden && typeof property !== 'object' && typeof property !== 'function';
}

/**
 * The stack of an error, whose first reader formats it: with `Error.prepareStackTrace`, if the program has set that.
 *
 * This is the one function of the program that recording may run. To read around it would change what the program
 * itself reads later, and to leave it out would cost every program with source maps its stacks.
 */
function readStack(error: object): unknown {
  try {
    return readErrorProperty(error, 'stack');
  } catch {
    // The program's own formatter has failed; the program learns of it where it reads a stack.
    return undefined;
  }
}
