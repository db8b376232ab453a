import { existsSync, statSync } from 'node:fs';
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

test('the README is short', () => {
  expect(statSync(join(repository, 'README.md')).size).toBeLessThanOrEqual(6 * 1024);
});

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
