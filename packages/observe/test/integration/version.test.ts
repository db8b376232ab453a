import { expect, it } from 'vitest';
import { isInRange } from '../../src/integration/version.ts';

it.each([
  ['8.23.1', '>=8.0.3 <9', true],
  ['9.0.0', '>=8.0.3 <9', false],
  ['8.0.2', '>=8.0.3 <9', false],
  ['5.8.2', '^5.0.0', true],
  ['6.0.0-rc.1', '^5.0.0', false],
  ['0.3.1', '^0.2.0', false],
  ['1.2.3', '*', true],
  ['1.2.3', '1.2.3', true],
  ['1.2.4', '<=1.2.3', false],
  ['1.2.4', '>1.2.3', true],
  ['1.2.3', '~1.2.0', false],
])('%s is in %s: %s', (version, range, isIn) => {
  expect(isInRange(version, range)).toBe(isIn);
});
