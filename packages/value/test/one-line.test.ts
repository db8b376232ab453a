import { oneLine } from '@bud/value/recorded';
import { expect, test } from 'vitest';

test.each([
  ['a line break', 'first\r\nsecond', 'first second'],
  ['a separator of lines or paragraphs', 'first\u2028second\u2029third', 'first second third'],
  ['a command of a terminal', '\u001B[2Jgone', '[2Jgone'],
  ['an override of the direction', 'invoice\u202Efdp.exe', 'invoice fdp.exe'],
  ['an isolate', 'a\u2067b\u2069c', 'a b c'],
  ['a mark of direction', 'a\u200Fb\u061Cc', 'a b c'],
  ['space around it', ' \n name \t', 'name'],
])('one line has no room for %s', (_, string, shown) => {
  expect(oneLine(string)).toBe(shown);
});

test('one line leaves letters of every script, emoji and spaces as they are', () => {
  const string = 'two  spaces, שלום, سلام, 日本, 👩‍🚀';
  expect(oneLine(string)).toBe(string);
});
