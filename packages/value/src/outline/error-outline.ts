import { errorTypeName, readErrorProperty } from '../reflect/error.ts';
import { ownData } from '../reflect/prototypes.ts';
import { emptyObject, membersOf, type Members } from './parts.ts';

/** `{ name, message, cause, errors, … }`: what the standard hides, and what the program has added. */
export function errorOutline(error: object): Members {
  const lead = emptyObject();
  lead['name'] = errorTypeName(error);
  const message = readErrorProperty(error, 'message');
  lead['message'] = typeof message === 'string' ? message : '';
  for (const key of ['cause', 'errors']) {
    const value = ownData(error, key);
    if (value !== undefined) lead[key] = value;
  }
  return membersOf(error, lead);
}
