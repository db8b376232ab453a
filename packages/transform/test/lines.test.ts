import { expect, test } from 'vitest';

import { linesOf } from '../src/language/lines.ts';

test('lines end as in ECMAScript, and columns are UTF-16 code units', () => {
  const lines = linesOf('a\r\nb\u2028😀c\nd');
  expect([0, 3, 5, 7, 9].map((offset) => lines.at(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 3 },
    { line: 4, column: 1 },
  ]);
  expect(lines.line(3)).toBe('😀c');
  expect([0, 3, 5, 7, 9].map((offset) => lines.offset(lines.at(offset)))).toEqual([0, 3, 5, 7, 9]);
});

test('a byte order mark is not a column', () => {
  expect(linesOf('\uFEFFab').at(2)).toEqual({ line: 1, column: 2 });
});
