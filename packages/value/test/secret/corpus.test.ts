import { describe, expect, it } from 'vitest';
import { createSecretPolicy } from '../../src/secret/policy.ts';
import { lookalikes } from './lookalikes.ts';
import { planted } from './planted.ts';

const { hideInText } = createSecretPolicy({});

describe('secrets in strings', () => {
  it('are hidden, all of more than 600', () => {
    expect(planted.length).toBeGreaterThanOrEqual(600);
    const leaks = planted
      .map(({ what, text, secrets }) => ({ what, shown: hideInText(text), secrets }))
      .filter(({ shown, secrets }) => secrets.some((secret) => shown.includes(secret)));
    expect(leaks.map(({ what, shown }) => `${what}: ${shown}`)).toEqual([]);
  });

  it('are not seen in more than 400 strings that only look as if', () => {
    expect(lookalikes.length).toBeGreaterThanOrEqual(400);
    const hidden = lookalikes.map((text) => [text, hideInText(text)]).filter(([text, shown]) => text !== shown);
    expect(hidden).toEqual([]);
  });
});
