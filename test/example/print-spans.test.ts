import { expect, test } from 'vitest';

import { formatSpans } from '../../examples/agent/src/print-spans.ts';
import type { SpanNode } from '../../examples/agent/src/span-tree.ts';

const span: SpanNode = { name: 'ask', durationMs: 12.34, inputs: {}, outputs: {}, children: [] };
const screen = { columns: 30, hasColors: false };

test('a tree has what went in, what came out and what went wrong below each head line', () => {
  const read = { ...span, name: 'read', durationMs: 1, inputs: { path: "'a'" }, error: 'Error: no file' };
  const items = { ...span, name: 'items', type: 'llm', yieldCount: 2, outputs: { '': "'ab'" } };
  const root = { ...span, inputs: { question: "'a?'" }, outputs: { text: "'b'" }, children: [read, items] };
  expect(formatSpans([root, span], screen).split('\n')).toEqual([
    'ask                    12.3 ms',
    "│ question 'a?'",
    "│ → text   'b'",
    '├─ ✗ read               1.0 ms',
    "│    path 'a'",
    '│    ✗    Error: no file',
    '└─ items  llm  2 ite…  12.3 ms',
    "     → 'ab'",
    'ask                    12.3 ms',
    '4 spans, 1 failed',
  ]);
});

test('no spans say so', () => {
  expect(formatSpans([], screen)).toBe('No spans: tracking is switched off.');
});

test.each([
  ['long text', 'abcdefghijklmnopqrstuvwxyz0123456789', '  text abcdefghijklmnopqrstuv…'],
  ['wide characters', '番茄番茄番茄番茄番茄番茄番茄', '  text 番茄番茄番茄番茄番茄番…'],
  ['emoji of several code points', '👩‍🌾👩‍🌾👩‍🌾👩‍🌾👩‍🌾👩‍🌾👩‍🌾👩‍🌾👩‍🌾👩‍🌾👩‍🌾👩‍🌾', `  text ${'👩‍🌾'.repeat(11)}…`],
  ['line breaks and terminal commands', 'a\r\n\u001B[2Jb\u0007', '  text a [2Jb'],
])('%s stays inside its line', (_what, text, line) => {
  expect(formatSpans([{ ...span, inputs: { text } }], screen).split('\n')[1]).toBe(line);
});

test('a terminal that is far too narrow gets short lines', () => {
  const deep = { ...span, children: [{ ...span, children: [{ ...span, inputs: { text: 'long' } }] }] };
  for (let columns = 1; columns < 12; columns++) {
    const lines = formatSpans([deep], { ...screen, columns }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  }
});

test('colors end before the line does', () => {
  expect(formatSpans([{ ...span, type: 'tool' }], { columns: 20, hasColors: true }).split('\n')[0]).toBe(
    '\u001B[1mask\u001B[0m\u001B[33m  tool\u001B[0m  \u001B[2m  12.3 ms\u001B[0m',
  );
});
