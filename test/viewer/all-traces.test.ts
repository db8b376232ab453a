import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { pageOf } from '@bud/viewer';
import { chromium, openPage } from './browser.ts';
import { first, last, selectedSpan, spanNames, texts, traceNames, useGardenPage } from './garden-page.ts';
import { lineOf } from './otlp.ts';

const garden = useGardenPage();

describe.skipIf(chromium === undefined)('the page of all traces', { timeout: 60_000 }, () => {
  test('lists traces, and finds them', async () => {
    await using opened = await openPage(garden.browser, garden.viewer.url);
    const { page } = opened;
    await expect.poll(() => traceNames(page)).toEqual(['answer', 'POST /orders', 'answer', 'answer']);
    const search = page.getByRole('searchbox', { name: 'Search traces' });
    for (const [query, names] of [
      ['Atlantis', ['answer']],
      ['"ice saints"', ['answer']],
      ['name:insert', ['POST /orders']],
      ['service:orders <1s', ['POST /orders']],
      ['type:tool >5s', ['answer']],
      ['tokens>1000', ['answer', 'answer']],
      ['$>0.01', []],
      ['near: 3 requests', ['answer']],
    ] as const) {
      await search.fill(query);
      await expect.poll(() => traceNames(page), { message: query }).toEqual(names);
    }
    await search.fill('');
    await page.getByRole('button', { name: 'Errors' }).click();
    await expect.poll(() => traceNames(page)).toEqual(['answer']);
    expect(await search.inputValue()).toBe('error');
    expect(await page.getByRole('button', { name: 'Errors' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'Errors' }).click();
    await expect.poll(() => page.getByRole('status').first().innerText()).toBe('4 traces');
    expect(opened.mistakes).toEqual([]);
  });

  test('sums all listed traces up', async () => {
    await using opened = await openPage(garden.browser, garden.viewer.url);
    const { page } = opened;
    await page.getByRole('button', { name: 'Sum up' }).click();
    const rows = page.locator('.rollup tbody tr');
    await expect.poll(async () => (await texts(rows))[0]).toMatch(/^agent\s*answer\s+3\s+1\s/);
    expect((await texts(rows)).find((row) => row.includes('INSERT orders'))).toMatch(/1\s+31\.7 ms\s+31\.7 ms/);
    await page.getByRole('searchbox', { name: 'Search traces' }).fill('service:orders');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('searchbox', { name: 'Search traces' }).fill('');
    await page.getByRole('button', { name: 'Model', exact: true }).click();
    await expect.poll(() => texts(rows)).toEqual([expect.stringMatching(/^gpt-4o-mini\s+4\s/)]);
    await page.getByRole('button', { name: 'Cost', exact: true }).click();
    expect(page.url()).toContain('#/?view=rollup');
    await page.getByRole('button', { name: 'gpt-4o-mini' }).click();
    await expect.poll(() => selectedSpan(page).innerText()).toBe('chat gpt-4o-mini');
    expect(page.url()).toContain(`#/t/${last}/`);
    await page.keyboard.press('s');
    await expect.poll(() => rows.count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.locator('.welcome').waitFor();
    expect(opened.mistakes).toEqual([]);
  });

  test('compares two runs', async () => {
    await using opened = await openPage(garden.browser, `${garden.viewer.url}#/t/${last}`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.locator('.trace-row').nth(3).click();
    await expect
      .poll(() => texts(page.locator('.pair')))
      .toEqual([
        expect.stringMatching(/^~\s+agent\s+answer\s+output\s+4\.20 s\s+5\.88 s$/),
        expect.stringMatching(/^~\s+llm\s+chat/),
        expect.stringMatching(/^~\s+llm\s+chat/),
      ]);
    expect(page.url()).toContain(`#/d/${first}/${last}`);
    await page.locator('.pair button').nth(1).click();
    const changes = page.getByRole('region', { name: 'What changed' });
    expect(await changes.innerText()).toMatch(/Answer in one sentence\.[^]*Be brief\./);
    expect(await changes.innerText()).toMatch(/Of the critical path: 1\.24 s → 1\.74 s \+40 %/);
    expect(await page.locator('.pair').nth(1).locator('.is-critical').count()).toBe(2);
    await page.getByRole('button', { name: 'Only differences' }).click();
    expect(await page.locator('.pair').count()).toBe(6);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.locator('.tree-row').first().waitFor();
    expect(opened.mistakes).toEqual([]);
  });

  test('opens a trace again that was left', async () => {
    await using opened = await openPage(garden.browser, garden.viewer.url);
    const { page } = opened;
    for (const leave of ['Escape', 's']) {
      await page.locator('.trace-row').first().click();
      await expect.poll(async () => (await spanNames(page)).length).toBe(6);
      await page.keyboard.press(leave);
      await page.locator(leave === 's' ? '.rollup' : '.welcome').waitFor();
    }
    await page.locator('.trace-row').first().click();
    await expect.poll(async () => (await spanNames(page)).length).toBe(6);
    expect(opened.mistakes).toEqual([]);
  });

  test('compares by keyboard, and only with a trace that is open', async () => {
    await using opened = await openPage(garden.browser, garden.viewer.url);
    const { page } = opened;
    await page.locator('.trace-row').first().waitFor();
    await page.keyboard.press('d');
    await page.locator('.trace-row').first().click();
    await expect.poll(async () => (await spanNames(page)).length).toBe(6);
    await page.keyboard.press('d');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    expect(page.url()).toContain(`#/t/${last}`);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Comparison' }).waitFor();
    expect(page.url()).toContain(`#/d/${first}/${last}`);
    expect(opened.mistakes).toEqual([]);
  });

  test('grows while a program runs', async () => {
    await using opened = await openPage(garden.browser, garden.viewer.url);
    const { page } = opened;
    const send = (spans: Parameters<typeof lineOf>[1]): Promise<Response> =>
      fetch(`${garden.viewer.endpoint}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: lineOf(9, spans, Date.now()),
      });
    await send([{ id: 91, name: 'long job' }]);
    await page.locator('.trace-row', { hasText: 'long job' }).click();
    await expect.poll(() => texts(page.locator('.tree-open'))).toEqual(['running']);
    await send([
      { id: 92, parent: 91, name: 'step', ms: 5 },
      { id: 91, name: 'long job', ms: 20, attributes: { 'bud.track.output': 'done' } },
    ]);
    await expect.poll(() => spanNames(page)).toEqual(['long job', 'step']);
    await expect.poll(() => page.locator('.tree-open').count()).toBe(0);
    expect(opened.mistakes).toEqual([]);
  });

  test('says that a linked trace is not there', async () => {
    await using opened = await openPage(garden.browser, `${garden.viewer.url}#/t/nowhere/%E0%A4%A`);
    const { page } = opened;
    await expect.poll(() => page.locator('.empty p').allInnerTexts()).toEqual(['The trace nowhere is not here.']);
    await page.getByRole('button', { name: 'All traces' }).click();
    await page.locator('.welcome').waitFor();
    await page.goto(`${garden.viewer.url}#/d/nowhere/${last}`);
    await expect.poll(() => page.locator('.empty p').allInnerTexts()).toEqual(['The trace nowhere is not here.']);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(async () => (await spanNames(page)).length).toBe(6);
    expect(opened.mistakes.filter((mistake) => !mistake.includes('404'))).toEqual([]);
  });

  test('is one file that opens from a disk, and asks nobody', async () => {
    const path = join(garden.folder, 'page.html');
    writeFileSync(path, await pageOf([garden.file]));
    await using opened = await openPage(garden.browser, `${pathToFileURL(path).href}#/t/${last}?view=messages`, {
      offline: true,
    });
    const { page } = opened;
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await expect.poll(() => page.locator('.turn').count()).toBe(2);
    const search = page.getByRole('searchbox', { name: 'Search traces' });
    await search.fill('Atlantis');
    await expect.poll(() => traceNames(page)).toEqual(['answer']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await expect.poll(() => page.locator('.rollup tbody tr').first().innerText()).toMatch(/answer\s+1\s+1\s/);
    expect(requests).toEqual([]);
    expect(opened.mistakes).toEqual([]);
    expect(readFileSync(path, 'utf8')).not.toContain('Atlantis');
  });
});
