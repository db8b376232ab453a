import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';

import { apiSection } from '../../packages/docs/write/api.mjs';
import { commands, helpSection } from '../../packages/docs/write/command-line.mjs';
import { printedTree } from '../../packages/docs/write/console-tree.mjs';
import { observeOptionsSection } from '../../packages/docs/write/observe-options.mjs';
import { problemsSection } from '../../packages/docs/write/problems.mjs';
import { documentPath, readSection } from '../../packages/docs/write/section.mjs';
import { setupProblemsSection } from '../../packages/docs/write/setup-problems.mjs';
import { buildExample, buildFolder } from '../example-agent/example-process.ts';

// What differs here is written anew by `npm run docs`.

test('the reference has every problem code, with what the fixtures say', () => {
  expect(readSection(documentPath('reference/problems.md'), 'problems')).toBe(problemsSection());
});

test('the reference has everything that the packages export, with its docstring', () => {
  expect(readSection(documentPath('reference/api.md'), 'api')).toBe(apiSection());
}, 60_000);

test('the reference has every option of configure', () => {
  expect(readSection(documentPath('reference/observe-options.md'), 'options')).toBe(observeOptionsSection());
}, 60_000);

test('the reference has what every wrong setup says, in a process of its own', async () => {
  expect(readSection(documentPath('reference/setup-problems.md'), 'setups')).toBe(await setupProblemsSection());
}, 60_000);

test.each(['', ...commands])('the reference has the help of bud %s', (command) => {
  const words = command === '' ? [] : [command];
  expect(readSection(documentPath('reference/cli.md'), ['bud', ...words].join(' '))).toBe(helpSection(...words));
});

test('the picture shows what the example prints', async () => {
  const build = buildFolder();
  try {
    await buildExample(build.path);
    const printed = stripVTControlCharacters(printedTree(join(build.path, 'vite/main.js')));
    expect(drawnLines(readFileSync(documentPath('console-tree.svg'), 'utf8'))).toEqual(withoutDurations(printed));
  } finally {
    build.remove();
  }
}, 60_000);

/** The words of each line of the picture. */
function drawnLines(svg: string): readonly string[] {
  const lines = [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, line = '']) => line.replaceAll('</tspan>', ' '));
  const text = lines.map((line) => line.replaceAll(/<[^>]*>/g, '')).join('\n');
  return withoutDurations(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** Durations differ from run to run, and with their width the spaces before them. */
function withoutDurations(text: string): readonly string[] {
  return text.split('\n').map((line) =>
    line
      .replace(/\d+\.\d ms\s*$/, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}
