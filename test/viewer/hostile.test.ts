import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageOf, startViewer, type Viewer } from '@bud/viewer';
import { chromium, openPage, startBrowser } from './browser.ts';
import { hostileLines, spansPerTrace } from './hostile.ts';
import { traceIdOf } from './otlp.ts';

const folder = mkdtempSync(join(tmpdir(), 'bud-hostile-'));
const file = join(folder, 'trace.jsonl');
let browser: Browser;
let viewer: Viewer;
beforeAll(async () => {
  if (chromium === undefined) return;
  writeFileSync(file, hostileLines().join('\n'));
  writeFileSync(join(folder, 'page.html'), await pageOf([file]));
  browser = await startBrowser();
  viewer = await startViewer({ files: [file], port: 0, environment: {} });
});
afterAll(async () => {
  await browser?.close();
  await viewer?.close();
  rmSync(folder, { recursive: true });
});

const places = [
  ['the server', () => viewer.url],
  ['the file', () => pathToFileURL(join(folder, 'page.html')).href],
] as const;

describe.skipIf(chromium === undefined)('a hostile trace', { timeout: 120_000 }, () => {
  test.each(places)('runs nothing, loads nothing, and hides no span, from %s', async (_place, urlOf) => {
    await using opened = await openPage(browser, 'about:blank');
    const { page } = opened;
    let calls = 0;
    const others: string[] = [];
    await page.exposeFunction('canary', () => (calls += 1));
    page.on('dialog', (dialog) => void dialog.dismiss());
    page.on('request', (request) => {
      if (!request.url().startsWith(urlOf().replace(/[^/]*$/, ''))) others.push(request.url());
    });
    await page.goto(urlOf());
    await page.locator('.trace-row').first().waitFor();
    for (const [trace, count] of Object.entries(spansPerTrace)) {
      const id = trace === '8' ? '8' : traceIdOf(Number(trace));
      await page.goto(`${urlOf()}#/t/${id}`);
      await expect.poll(() => page.locator('.trace-id').allInnerTexts(), { timeout: 10_000 }).toEqual([id]);
      expect(await page.locator('#tree').getAttribute('aria-rowcount'), `trace ${trace}`).toBe(String(count));
      await lookAtEverything(page);
    }
    // The canary can be called: it is only that nothing has.
    expect(calls).toBe(0);
    await page.evaluate('canary()');
    expect(calls).toBe(1);
    expect(others).toEqual([]);
    expect(await page.evaluate('({}).polluted')).toBeUndefined();
    expect(opened.mistakes).toEqual([]);
  });
});

/** Selects spans, opens what opens, and goes through the views. */
async function lookAtEverything(page: Page): Promise<void> {
  const rows = page.locator('.tree-row .tree-label');
  for (let index = 0; index < Math.min(await rows.count(), 4); index += 1) {
    await rows.nth(index).click();
    await page.locator('.detail').waitFor();
    for (const label of ['Resource', 'Links']) {
      const button = page.locator('.section h3 button', { hasText: label });
      if ((await button.count()) > 0 && (await button.getAttribute('aria-expanded')) === 'false') await button.click();
    }
    const closed = page.locator('.detail .json-head[aria-expanded="false"]');
    for (let opened = 0; opened < 5 && (await closed.count()) > 0; opened += 1) await closed.first().click();
  }
  for (const view of ['Messages', 'Logs', 'Roll-up', 'Timeline']) {
    await page.getByRole('tab', { name: view }).click();
    const folds = page.locator('.fold-head[aria-expanded="false"]');
    for (let opened = 0; opened < 3 && (await folds.count()) > 0; opened += 1) await folds.first().click();
  }
}
