import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureFlow, flow } from '@bud/flow';
import { configure } from '@bud/observe';
import { pageOf, startViewer, type Viewer } from '@bud/viewer';
import { chromium, openPage, startBrowser, violations } from './browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'bud-flow-view-'));
const files = ['trace.jsonl', 'flow.jsonl'].map((name) => join(folder, name)) as [string, string];

let browser: Browser;
let viewer: Viewer;
beforeAll(async () => {
  if (chromium === undefined) return;
  const observing = configure({
    serviceName: 'garden',
    export: [{ file: { path: files[0] } }],
    resourceDetectors: false,
  });
  const recording = configureFlow({ enabled: true, handlers: [{ file: { path: files[1] } }] });
  await flow.run({ id: '42', name: 'answer' }, async () => {
    flow.log('llm.write', 'warn', { message: '<b>long</b> answer' });
    flow.metric('llm.write', { tokens: 150, cost_usd: 0.003 });
    await Promise.resolve();
  });
  recording.stop();
  await observing.shutdown();
  browser = await startBrowser();
  viewer = await startViewer({ files, port: 0, environment: {} });
}, 30_000);
afterAll(async () => {
  await browser?.close();
  await viewer?.close();
  rmSync(folder, { recursive: true });
});

async function eventsIn(page: Page): Promise<readonly string[]> {
  await page.locator('.tree-row').first().waitFor();
  await page.keyboard.press('5');
  await page.getByRole('region', { name: 'Flow log' }).waitFor();
  return await page.locator('.log-text').allInnerTexts();
}

describe.skipIf(chromium === undefined)('the log of a flow', { timeout: 30_000 }, () => {
  test.each(['the server', 'the file'])('stands beside its trace, from %s', async (place) => {
    const path = join(folder, 'page.html');
    if (place === 'the file') writeFileSync(path, await pageOf(files));
    await using opened = await openPage(browser, place === 'the file' ? pathToFileURL(path).href : viewer.url);
    const { page } = opened;
    const written = readFileSync(files[1], 'utf8').trim().split('\n').length;
    const events = await eventsIn(page);
    expect(events).toHaveLength(written);
    expect(events[0]).toMatch(/^flow\.answer/);
    expect(events.join('\n')).toContain('<b>long</b> answer');
    expect(events.join('\n')).toMatch(/llm\.write\s+150 tok · \$0\.0030/);
    expect(await page.locator('.severity').allInnerTexts()).toEqual(
      expect.arrayContaining(['entry', 'metric', 'exit']),
    );
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'answer', exact: true }).first().click();
    expect(page.url()).toMatch(/\/[0-9a-f]{16}\?view=flow$/);
    expect(opened.mistakes).toEqual([]);
  });
});
