import { describe, expect, it } from 'vitest';
import { createSecretPolicy } from '../../src/secret/policy.ts';
import { lookalikes } from './lookalikes.ts';
import { providerKeys } from './fake.ts';
import { planted, spellings, syntaxes } from './planted.ts';

const { hideIn } = createSecretPolicy({});

describe('secrets in strings', () => {
  it('come from more than 40 providers, in eight spellings and more than 15 syntaxes', () => {
    expect(new Set(providerKeys.map(([provider]) => provider.split(/[ ,]/)[0])).size).toBeGreaterThan(40);
    expect(spellings.length).toBe(8);
    expect(syntaxes.length).toBeGreaterThan(15);
  });

  it('are hidden, all of more than 600', () => {
    expect(planted.length).toBeGreaterThanOrEqual(600);
    const leaks = planted
      .map(({ what, text, secrets }) => ({ what, shown: hideIn(text), secrets }))
      .filter(({ shown, secrets }) => secrets.some((secret) => shown.includes(secret)));
    expect(leaks.map(({ what, shown }) => `${what}: ${shown}`)).toEqual([]);
  });

  it('are not seen in more than 400 strings that only look as if', () => {
    expect(lookalikes.length).toBeGreaterThanOrEqual(400);
    const hidden = lookalikes.map((text) => [text, hideIn(text)]).filter(([text, shown]) => text !== shown);
    expect(hidden).toEqual([]);
  });
});
