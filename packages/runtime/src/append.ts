/**
 * Adds an item to the end of a list as a literal would. `push` sets it instead, and runs the accessor that a program may
 * have defined under that number on `Object.prototype`.
 */
export function append<T>(list: T[], value: T): void {
  // Without a prototype, so that nothing the program has put on it counts as part of the description.
  const item = { __proto__: null, value, configurable: true, enumerable: true, writable: true };
  Reflect.defineProperty(list, list.length, item);
}
