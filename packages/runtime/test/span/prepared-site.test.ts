import { expect, it } from 'vitest';
import { resolveTrackingOptions } from '../../src/options/tracking-options.ts';
import { prepareSite } from '../../src/span/prepared-site.ts';
import { site } from '../site.ts';

it('asks no iterator of arrays, which the program may have replaced', () => {
  const options = resolveTrackingOptions({}, () => {});
  const own = {
    ...site('work', 'sync', ['x']),
    maxDepth: 2,
    secrets: ['key'],
    tags: ['a'],
    attributes: { 'app.part': 1 },
  };
  const expected = prepareSite(own, options, () => 0);
  const native = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator)!;
  Object.defineProperty(Array.prototype, Symbol.iterator, {
    ...native,
    *value() {
      yield 42;
    },
  });
  let prepared: unknown;
  try {
    prepared = prepareSite(own, options, () => 0);
  } finally {
    Object.defineProperty(Array.prototype, Symbol.iterator, native);
  }
  expect(JSON.stringify(prepared)).toBe(JSON.stringify(expected));
  expect(expected.options.attributes).toMatchObject({
    'app.part': 1,
    'bud.tags': ['a'],
    'bud.track.input.key': '[REDACTED]',
  });
  expect(expected.recording.maxDepth).toBe(2);
});
