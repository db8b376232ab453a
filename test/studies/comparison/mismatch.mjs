/** What a caller or a trace showed that the row does not allow: what a ✗ says. Anything else thrown is one as well. */
export class Mismatch extends Error {}

/** Says what was seen when it is not what has to be. */
export function expect(holds, seen) {
  if (!holds) throw new Mismatch(seen);
}

/** A value in a few words, without running its code; for what mismatches say. */
export function describe(value) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message.split('\n')[0]}`;
  const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'null-prototype object';
  return typeof value === 'function' ? `a ${name}` : `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** The value as an iterator of that kind, or a mismatch that says what was returned instead. */
export function iteratorFrom(value, symbol) {
  const isIterator = typeof value?.next === 'function' && typeof value[symbol] === 'function';
  if (!isIterator && typeof value?.then === 'function') value.then(undefined, () => {});
  expect(
    isIterator,
    `the call returned ${describe(value)}, not ${symbol === Symbol.iterator ? 'a' : 'an async'} generator`,
  );
  return value;
}
