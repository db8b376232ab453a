import { expect, test } from 'vitest';
import { firstSentences, shownStrings } from './strings.mjs';

const wordingOf = (found: readonly { readonly text: string }[]): readonly string[] => found.map(({ text }) => text);

test('finds what a problem, the command line and the recorder say, and no code or tables of words', () => {
  const shown = wordingOf(shownStrings());
  expect(shown).toContain('unknown key "${written}" in @track');
  expect(shown).toContain('write nothing if there is a problem');
  expect(shown).toContain('bud: `startTracking()` was called twice; the second recorder replaces the first.');
  expect(shown.filter((text) => text.includes('__bud') || text.includes('passphrase'))).toEqual([]);
});

test('finds what type errors, tables and recorded values say', () => {
  const shown = wordingOf(shownStrings());
  expect(shown).toContain('aggregate takes other items than the function yields');
  expect(shown).toContain('Write `export default defineConfig({ … })` with an object, not a promise or a function.');
  expect(shown).toContain('rules[${index}] matches no function: ${show(nameGlobs)}');
  expect(shown).toContain('a ${typeof value}');
  expect(shown).toContain('LOCATION');
  expect(shown).toContain('…[${length} more]…');
  expect(shown).toContain('<items unknown>');
});

test('finds what a page shows, and no names of its styles', () => {
  const shown = wordingOf(shownStrings());
  expect(shown).toContain('Choose a trace.');
  expect(shown).toContain('Search traces');
  expect(shown.filter((text) => text.includes('is-dim'))).toEqual([]);
});

test('finds the first sentence of a doc comment', () => {
  expect(wordingOf(firstSentences())).toContain(
    'Options with every default filled in and every glob compiled; made once, by resolveOptions.',
  );
});
