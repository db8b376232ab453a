import { expect, test } from 'vitest';

import { blocksOf, manuals } from './document.ts';
import { filesOf, notExecuted, type Page, pages } from './page.ts';
import { ReaderProject } from './project.ts';
import { typeErrors } from './type-errors.ts';
import { useBlock } from './use-block.ts';

// Each document is a project of a reader's, and each of its blocks is executed in it as it stands.

// One that only installs is shown to name packages and versions that exist.
test.each(pages.filter(({ lines }) => lines.length > 0))(
  'the commands of $document.path work with its files',
  async (page) => {
    const project = new ReaderProject(filesOf(page));
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

test('what is not executed is there', () => {
  const names = new Set(manuals.flatMap(blocksOf).map(({ name }) => name));
  expect(Object.keys(notExecuted).filter((name) => !names.has(name))).toEqual([]);
});
