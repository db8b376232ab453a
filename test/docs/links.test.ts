import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import GithubSlugger from 'github-slugger';
import { describe, expect, test } from 'vitest';

import { type Document, documents, repository, tokensOf } from './document.ts';

describe.each(documents)('$path', (document) => {
  test('its links lead somewhere', () => {
    const targets = [...tokensOf(document, 'link'), ...tokensOf(document, 'image')].map(({ href }) => href);
    expect(targets.filter((target) => !isWeb(target)).filter((target) => !leadsSomewhere(target, document))).toEqual(
      [],
    );
  });
});

// npm shows a README by itself: a path that is not in the package leads nowhere there.
test.each(documents.filter(({ path }) => /^packages\/(?!docs\/)[^/]+\/README\.md$/.test(path)))(
  '$path links to nothing beside its package',
  (document) => {
    const targets = [...tokensOf(document, 'link'), ...tokensOf(document, 'image')].map(({ href }) => href);
    expect(targets.filter((target) => !isWeb(target) && !isPublished(target, document))).toEqual([]);
  },
);

test('the index of the documentation leads to every page', () => {
  const pages = documents.filter(({ path }) => path.startsWith('packages/docs/'));
  const indexes = pages.filter(({ path }) => /^packages\/docs\/(?:guide\/hosts\/)?README\.md$/.test(path));
  const linked = indexes.flatMap((index) =>
    tokensOf(index, 'link').map(({ href }) => normalize(join(dirname(index.path), href.split('#')[0] ?? ''))),
  );
  expect(pages.map(({ path }) => path).filter((path) => !linked.includes(path))).toEqual(['packages/docs/README.md']);
});

/** Folders whose README lists what stands in them; links begin with `from`. */
const lists = [
  { list: 'README.md', folder: 'packages', from: 'packages/', besides: ['docs'] },
  { list: 'test/README.md', folder: 'test', from: '', besides: [] },
  { list: 'examples/README.md', folder: 'examples', from: '', besides: [] },
] as const;

test.each(lists)('$list lists everything in $folder', ({ list, folder, from, besides }) => {
  const linked = documents
    .filter(({ path }) => path === list)
    .flatMap((document) => tokensOf(document, 'link'))
    .map(({ href }) => href.replace(/\/$/, ''));
  const folders = readdirSync(join(repository, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).filter((name) => name !== 'node_modules');
  expect(names.filter((name) => !linked.includes(`${from}${name}`))).toEqual([...besides]);
});

test('the README is short', () => {
  expect(statSync(join(repository, 'README.md')).size).toBeLessThanOrEqual(6 * 1024);
});

function isPublished(target: string, { path }: Document): boolean {
  const [file = ''] = target.split('#');
  // Proof of the cast: `npm publish` takes no other manifest.
  const { files } = JSON.parse(readFileSync(join(repository, dirname(path), 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  return file === '' || files.some((entry) => normalize(file).split('/')[0] === entry);
}

/** What lies in the web is not looked at: tests need no network. */
const isWeb = (target: string): boolean => /^https?:/.test(target);

function leadsSomewhere(target: string, from: Document): boolean {
  const [file = '', anchor] = target.split('#', 2);
  const path = file === '' ? from.path : normalize(join(dirname(from.path), file));
  if (!existsSync(join(repository, path))) return false;
  if (anchor === undefined) return true;
  const document = documents.find((other) => other.path === path);
  return document !== undefined && anchorsOf(document).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(document: Document): readonly string[] {
  const slugger = new GithubSlugger();
  return tokensOf(document, 'heading').map(({ text }) => slugger.slug(text.replaceAll(/[`*_]/g, '')));
}
