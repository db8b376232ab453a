import { describe, expect, test } from 'vitest';
import { chromium, openPage, violations } from './browser.ts';
import { failed, first, last, useGardenPage } from './garden-page.ts';

const garden = useGardenPage();

describe.skipIf(chromium === undefined)('the page', { timeout: 60_000 }, () => {
  test('an empty list is accessible as well', async () => {
    await using opened = await openPage(garden.browser, garden.viewer.url);
    await opened.page.getByRole('searchbox', { name: 'Search traces' }).fill('no such word');
    await opened.page.getByText('Nothing matches.').waitFor();
    expect(await violations(opened.page)).toEqual([]);
    await opened.page.getByRole('button', { name: 'Sum up' }).click();
    await opened.page.locator('.rollup').getByText('Nothing matches.').waitFor();
    expect(await violations(opened.page)).toEqual([]);
  });

  test.each([
    ['the list', '#/'],
    ['a span', `#/t/${last}/${'2'.padStart(16, '0')}`],
    ['a failure', `#/t/${failed}/${'c'.padStart(16, '0')}`],
    ['messages', `#/t/${last}?view=messages`],
    ['logs', `#/t/${last}?view=logs`],
    ['a roll-up', `#/t/${last}?view=rollup`],
    ['all traces summed up', '#/?view=rollup'],
    ['a comparison', `#/d/${first}/${last}`],
  ])('%s is accessible, in both themes and widths', async (_name, hash) => {
    for (const colorScheme of ['dark', 'light'] as const)
      for (const width of [1280, 390]) {
        await using opened = await openPage(garden.browser, `${garden.viewer.url}${hash}`, {
          colorScheme,
          viewport: { width, height: 800 },
        });
        await opened.page
          .locator(hash === '#/' ? '.trace-row' : hash.includes('rollup') ? '.rollup tbody tr' : '.trace-head')
          .first()
          .waitFor({ state: 'attached' });
        if (hash.startsWith('#/d/')) await opened.page.locator('.pair button').first().click();
        expect(await violations(opened.page), `${colorScheme} ${width}`).toEqual([]);
      }
  });
});
