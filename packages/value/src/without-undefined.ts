/**
 * Only the members that have a value.
 *
 * @example
 * withoutUndefined<{ a?: number; b?: number }>({ a: 1, b: undefined }); // { a: 1 }
 */
export function withoutUndefined<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  // Proof of the cast: what may be absent may be undefined here, and nothing else is taken away.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
