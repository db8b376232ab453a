import { expect, test } from 'vitest';

import { documentPath, readSection } from '../../packages/docs/write/section.mjs';
import { blocksOf, documents, manuals } from './document.ts';
import { filesOf, isExecuted, notExecuted, type Page, pages } from './page.ts';
import { ReaderProject } from './project.ts';
import { typeErrors } from './type-errors.ts';
import { useBlock } from './use-block.ts';

// Each document is a project of a reader's, and each of its blocks is executed in it as it stands.

/** What `npm init -y` says of modules. */
const npmInit = '{ "name": "reader", "type": "commonjs" }';

// One that only installs is shown to name packages and versions that exist.
test.each(pages.filter(({ lines }) => lines.length > 0))(
  'the commands of $document.path work with its files',
  async (page) => {
    const project = new ReaderProject({ 'package.json': npmInit, ...filesOf(page) });
    try {
      let stdout = '';
      for (const line of page.lines) stdout += (await project.run(line)).stdout;
      for (const text of page.printed) expect(stdout).toContain(text);
      if (runsForecast(page)) expect(stdout).toMatch(/^ {2}name: ["']forecast["'],$/m);
    } finally {
      project.remove();
    }
  },
  120_000,
);

test.each(pages.flatMap(({ others }) => others))(
  '$name works',
  async (block) => {
    await expect(useBlock(block)).resolves.toBeUndefined();
  },
  60_000,
);

/** Whether a page runs the program with the function `forecast`, whose span has to be printed. */
const runsForecast = (page: Page): boolean =>
  page.lines.some((line) => /\bmain\.[jt]s$/.test(line)) &&
  Object.values(filesOf(page)).some((text) => text.includes('new ConsoleSpanExporter'));

test('TypeScript accepts all of it', async () => {
  const typescript = pages.flatMap(({ others }) => others).filter(({ language }) => /^tsx?$/.test(language));
  const programs = typescript.map(({ file, language, text }) => ({ [file ?? `main.${language}`]: text }));
  expect(await typeErrors([...programs, ...pages.map(filesOf)])).toEqual([]);
}, 60_000);

test('a message that a page quotes is one that the reference has', () => {
  const reference = readSection(documentPath('reference/problems.md'), 'problems');
  for (const message of pages.flatMap(({ quoted }) => quoted)) expect(reference).toContain(message);
});

test('what a page says is printed, is printed by its commands', () => {
  const silent = pages.filter(({ hasCommands, printed }) => !hasCommands && printed.length > 0);
  expect(silent.map(({ document }) => document.path)).toEqual([]);
});

test('every block is executed, or it is said why not', () => {
  // Those of examples are executed by `test/examples`.
  const others = documents.filter((document) => !manuals.includes(document) && !document.path.startsWith('examples/'));
  expect(
    others
      .flatMap(blocksOf)
      .filter(isExecuted)
      .map(({ name }) => name),
  ).toEqual([]);
});

test('what is not executed is there', () => {
  const names = new Set(documents.flatMap(blocksOf).flatMap(({ name, document }) => [name, document]));
  expect(Object.keys(notExecuted).filter((name) => !names.has(name))).toEqual([]);
});
