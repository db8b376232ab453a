import { errorTypeName, readErrorProperty } from '../reflect/error.ts';
import { oneLine, type StringWriter } from './writer.ts';

/** `TypeError: message`, in one line. */
export function describeError(error: object, writer: StringWriter): string {
  const message = readErrorProperty(error, 'message');
  const name = writer.shown(errorTypeName(error));
  return oneLine(typeof message === 'string' && message !== '' ? `${name}: ${writer.shown(message)}` : name);
}
