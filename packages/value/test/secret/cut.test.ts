import { describe, expect, it } from 'vitest';
import { shownString } from '../../src/format/cut.ts';
import { inspectString } from '../../src/inspect/inspect.ts';
import { createSecretPolicy } from '../../src/secret/policy.ts';
import { fake, fakeJwt, fakePem, providerKeys } from './fake.ts';

const secrets = createSecretPolicy({});

/** A string with a secret in it, and the secret. */
const texts: readonly (readonly [what: string, write: (before: string, after: string) => string, secret: string])[] = [
  ...providerKeys
    .slice(0, 12)
    .map(([provider, key]) => [provider, (a: string, b: string) => `${a}${key}${b}`, key] as const),
  ...[60, 900, 1500, 9000].map(
    (length) => [`JWT of ${length}`, (a: string, b: string) => `${a}${fakeJwt(length)}${b}`, fakeJwt(length)] as const,
  ),
  ...[fakePem('RSA ', 50), fakePem('PGP', 90, ['Version: 2', 'Comment: a - b'])].map((lines) => {
    const key = lines.slice(3, -1).join('\n');
    return [lines[0]!, (a: string, b: string) => `${a}${lines.join('\n')}${b}`, key] as const;
  }),
  ...[20, 700, 1000].map((length) => {
    const password = fake('alphanumeric', length);
    return [`password of ${length}`, (a: string, b: string) => `${a}{"password":"${password}"}${b}`, password] as const;
  }),
];

/** Whether ten characters of the secret show. */
function shows(shown: string, secret: string): boolean {
  for (let at = 8; at + 10 <= secret.length; at += 1) if (shown.includes(secret.slice(at, at + 10))) return true;
  return false;
}

describe('a string that is cut', () => {
  it.each(texts)('shows nothing of a secret wherever the cut goes through it: %s', (_what, write, secret) => {
    const leaks: number[] = [];
    for (const length of [0, 30, 60, 90, 500, 1000, 1080, 1100, 1150, 3000]) {
      const before = 'lorem ipsum '.repeat(Math.ceil(length / 12)).slice(0, length);
      for (const [a, b] of [
        [`${before} `, ''],
        [`${before} `, ' and so on'.repeat(400)],
        ['so on and '.repeat(400), ` ${before}`],
      ] as const) {
        const text = write(a, b);
        for (const max of [60, 100, 101, 120, 200, 1000]) {
          const cut = [shownString(text, max, secrets), inspectString(text, { maxLength: max, maxDepth: 1, secrets })];
          if (cut.some((shown) => shows(shown, secret))) leaks.push(length);
        }
      }
    }
    expect(leaks).toEqual([]);
  });

  it('shows the last words of a long prompt, and of its addresses and images', () => {
    const image = fake('base64', 9000);
    expect(shownString(`${'a '.repeat(5000)}the question?`, 60, secrets)).toMatch(/the question\?$/);
    expect(shownString(`data:image/png;base64,${image}`, 60, secrets).endsWith(image.slice(-10))).toBe(true);
  });
});
