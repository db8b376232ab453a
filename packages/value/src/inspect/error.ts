import { errorTypeName, readErrorProperty } from '../reflect/error.ts';
import { escapeControls, type StringWriter } from './writer.ts';

/** `TypeError: message`, in one line. */
export function describeError(error: object, writer: StringWriter): string {
  const message = readErrorProperty(error, 'message');
  const name = writer.shown(errorTypeName(error));
  return escapeControls(typeof message === 'string' && message !== '' ? `${name}: ${writer.shown(message)}` : name);
}
