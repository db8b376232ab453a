import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string =>
  readFileSync(new URL(`../../packages/${path}/src/secret-name.ts`, import.meta.url), 'utf8');

// The compiler decides about parameters, the recorder about keys inside values; neither imports the other.
test('the compiler and the recorder take the same names for secrets', () => {
  expect(read('transform')).toBe(read('runtime'));
});
