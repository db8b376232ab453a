import { isDeepStrictEqual } from 'node:util';

/** Fails when an example is not told the truth: `actual; // expected`. In what is told, `…` stands for anything else. */
export function promised(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(shortened(actual, expected), expected)) {
    throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
  }
}

/** The strings of a value, cut where the example cuts them. */
function shortened(actual: unknown, expected: unknown): unknown {
  if (typeof actual === 'string' && typeof expected === 'string' && expected.endsWith('…')) {
    const known = expected.slice(0, -1);
    return actual.startsWith(known) ? expected : actual;
  }
  if (!isObject(actual) || !isObject(expected)) return actual;
  if (Array.isArray(actual)) return actual.map((item, index) => shortened(item, Object.values(expected)[index]));
  return Object.fromEntries(Object.entries(actual).map(([key, value]) => [key, shortened(value, expected[key])]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
