/**
 * Only the members that have a value.
 *
 * @example
 * withoutUndefined<{ a?: number; b?: number }>({ a: 1, b: undefined }); // { a: 1 }
 */
export function withoutUndefined<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  // Not by an iterator, as `Object.fromEntries` asks one: those of arrays are the program's.
  // Proof of the casts: what may be absent may be undefined here, and nothing else is taken away.
  const kept = {} as T;
  (Object.keys(members) as (keyof T)[]).forEach((key) => {
    const value = members[key];
    if (value !== undefined) kept[key] = value;
  });
  return kept;
}
