import { errorTypeName, hidden, readErrorProperty } from './error-property.ts';
import { isProxy } from './intrinsics.ts';
import { plainText, type ValueTextOptions } from './value-text.ts';

/** What a span says about something that was thrown. */
export interface Exception {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** Stack texts are cut here; far above what engines print, far below what hurts an exporter. */
const maxStackLength = 16_384;

/**
 * Describes a thrown value without running user code: an accessor counts only when the engine itself made it.
 *
 * @example
 * describeException(new TypeError('no'), options); // { name: 'TypeError', message: 'no', stack: 'TypeError: no\n    at …' }
 */
export function describeException(thrown: unknown, options: ValueTextOptions): Exception {
  if (typeof thrown !== 'object' || thrown === null || isProxy(thrown)) {
    return { name: thrown === null ? 'null' : typeof thrown, message: plainText(thrown, options) };
  }
  const message = readErrorProperty(thrown, 'message');
  // The engine formats a stack when it is first read, and reads the error's name and message for that.
  const stack =
    message === hidden || readErrorProperty(thrown, 'name') === hidden ? hidden : readErrorProperty(thrown, 'stack');
  return {
    name: errorTypeName(thrown),
    message: plainText(typeof message === 'string' ? message : thrown, options),
    ...(typeof stack === 'string' ? { stack: options.secrets.hideInText(stack.slice(0, maxStackLength)) } : {}),
  };
}
