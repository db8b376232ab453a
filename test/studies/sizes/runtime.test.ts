import { expect, test } from 'vitest';
import { weigh } from './runtime.ts';

// In bytes after gzip. Whoever makes one larger says in the commit what a program gets for it.
test.each([
  ['gate', 200],
  ['recorder', 26_200],
  ['track', 5200],
] as const)('the %s ships within %i bytes', async (part, limit) => {
  const { gzipBytes } = await weigh(part);
  expect(gzipBytes).toBeGreaterThan(100);
  expect(gzipBytes).toBeLessThanOrEqual(limit);
});

test('what wraps functions ships no names and shapes of secrets', async () => {
  const { code } = await weigh('track');
  expect((await weigh('recorder')).code).toContain('passphrase');
  expect(code).not.toContain('passphrase');
});

test('the recorder ships no format but its own', async () => {
  const [recorder, both] = [await weigh('recorder'), await weigh('recorder and inspect')];
  // Words that only the other format writes.
  for (const word of ['[Uint8Contents]', '<ref *', 'empty item']) {
    expect(both.code).toContain(word);
    expect(recorder.code).not.toContain(word);
  }
});
