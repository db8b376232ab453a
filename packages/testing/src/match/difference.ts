/** Where something is not what was expected. */
export interface Difference {
  /** `query`, `filters.0.name`; empty for the whole. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * The first place at which a value is not what is expected; undefined when it is. Objects may have more members than are
 * expected, lists not. Matchers of test frameworks (`expect.stringContaining('x')`) and regular expressions stand for what
 * they match.
 */
export function differenceBetween(expected: unknown, actual: unknown, path = ''): Difference | undefined {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual) ? undefined : { path, expected, actual };
  if (expected instanceof RegExp && typeof actual === 'string')
    return expected.test(actual) ? undefined : { path, expected, actual };
  if (!isObject(expected) || !isObject(actual))
    return Object.is(expected, actual) ? undefined : { path, expected, actual };
  if (Array.isArray(expected) !== Array.isArray(actual)) return { path, expected, actual };
  if (Array.isArray(expected) && expected.length !== (actual as readonly unknown[]).length)
    return { path, expected, actual };
  for (const [key, member] of Object.entries(expected)) {
    const found = differenceBetween(member, Reflect.get(actual, key), path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Matcher {
  asymmetricMatch(value: unknown): boolean;
}

function isMatcher(value: unknown): value is Matcher {
  return isObject(value) && typeof Reflect.get(value, 'asymmetricMatch') === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
