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
  readonly lead: object;
  /** An object whose own enumerable members follow. */
  readonly fields: object;
  /** Members that were not looked at, as in `List`. */
  readonly more: number;
}

/** What JSON has a word for; a string is said as it is. */
export type Word = string | number | boolean | null;

export type Outline = Word | List | Members;

const noMembers = {};

export function listOf(list: readonly unknown[], more = 0): List {
  return { is: 'list', list, more };
}

export function membersOf(fields: object, lead: object = noMembers, more = 0): Members {
  return { is: 'members', lead, fields, more };
}

/** Members that are all of what is said. */
export function said(lead: object): Members {
  return membersOf(noMembers, lead);
}

/** The names of all members, in order. */
export function memberKeys({ lead, fields }: Members): readonly string[] {
  return lead === noMembers
    ? ownKeys(fields)
    : [...Object.keys(lead), ...ownKeys(fields).filter((key) => !Object.hasOwn(lead, key))];
}

/** Who has a member: `lead` hides one of the same name. */
export function holderOf({ lead, fields }: Members, key: string): object {
  return Object.hasOwn(lead, key) ? lead : fields;
}

/** An object without a prototype: members can be added whatever the program has put on `Object.prototype`. */
export function emptyObject(): Record<string, unknown> {
  return { __proto__: null };
}

/** Without what an object of the platform's does not have: null on the other side of a connection, or an empty string. */
export function present(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}
