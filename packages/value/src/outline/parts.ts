import { ownKeys } from '../reflect/prototypes.ts';

// What an outline can be: the forms that JSON has.

export interface List {
  readonly is: 'list';
  readonly list: readonly unknown[];
  /** Items after the last of the list that were not looked at; NaN when nobody knows how many. */
  readonly more: number;
}

export interface Members {
  readonly is: 'members';
  /** What is said first: an object of ours, which holds nothing but data. */
  readonly lead?: object;
  /** An object whose own enumerable members follow. */
  readonly fields?: object;
  /** Members that were not looked at, as in `List`. */
  readonly more: number;
}

/** An object that JSON shows as what it boxes. */
interface Primitive {
  readonly is: 'primitive';
  readonly primitive: unknown;
}

/** A string is said as it is. */
export type Outline = string | List | Members | Primitive;

/** The names of all members, in order. */
export function memberKeys({ lead, fields }: Members): readonly string[] {
  if (lead === undefined) return fields === undefined ? [] : ownKeys(fields);
  const keys = Object.keys(lead);
  return fields === undefined ? keys : [...keys, ...ownKeys(fields).filter((key) => !Object.hasOwn(lead, key))];
}

/** Who has a member: `lead` hides one of the same name. */
export function holderOf({ lead, fields = {} }: Members, key: string): object {
  return lead !== undefined && Object.hasOwn(lead, key) ? lead : fields;
}

/** Members that are all of what is said. */
export function said(lead: object): Members {
  return { is: 'members', lead, more: 0 };
}

/** An object without a prototype: members can be added whatever the program has put on `Object.prototype`. */
export function emptyObject(): Record<string, unknown> {
  return { __proto__: null };
}
