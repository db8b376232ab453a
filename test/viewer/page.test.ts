import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageOf, startViewer, type Viewer } from '@bud/viewer';
import { chromium, openPage, startBrowser, violations } from './browser.ts';
import { gardenLines } from './garden.ts';
import { lineOf, traceIdOf } from './otlp.ts';

const folder = mkdtempSync(join(tmpdir(), 'bud-page-'));
const file = join(folder, 'trace.jsonl');
const [first, failed, last] = [1, 2, 3].map(traceIdOf) as [string, string, string];

let browser: Browser;
let viewer: Viewer;
beforeAll(async () => {
  if (chromium === undefined) return;
  writeFileSync(file, `${gardenLines().join('\n')}\n`);
  const editor = join(folder, 'code');
  writeFileSync(editor, `#!/bin/sh\necho "$2" >> ${folder}/opened\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'agent.ts'), '');
  browser = await startBrowser();
  viewer = await startViewer({ files: [file], port: 0, root: folder, environment: { EDITOR: editor } });
});
afterAll(async () => {
  await browser?.close();
  await viewer?.close();
  rmSync(folder, { recursive: true });
});

const texts = async (locator: Locator): Promise<readonly string[]> => await locator.allInnerTexts();
const traceNames = (page: Page): Promise<readonly string[]> => texts(page.locator('.trace-name'));
const spanNames = (page: Page): Promise<readonly string[]> => texts(page.locator('.tree-label'));
const selectedSpan = (page: Page): Locator => page.locator('.tree-row[aria-selected="true"] .tree-label');

describe.skipIf(chromium === undefined)('the page', { timeout: 60_000 }, () => {
  test('lists traces, and finds them', async () => {
    await using opened = await openPage(browser, viewer.url);
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

  test('shows a trace as a tree that opens and closes', async () => {
    await using opened = await openPage(browser, viewer.url);
    const { page } = opened;
    await page.locator('.trace-row').first().click();
    const all = ['answer', 'chat gpt-4o-mini', 'execute_tool forecast', 'GET', 'search notes', 'chat gpt-4o-mini'];
    await expect.poll(() => spanNames(page)).toEqual(all);
    expect(page.url()).toContain(`#/t/${last}`);
    await page.locator('.tree-row').nth(2).locator('.twisty').click();
    expect(await spanNames(page)).toEqual(all.filter((name) => name !== 'GET'));
    await page.locator('.tree-row').nth(2).locator('.tree-label').dblclick();
    expect(await spanNames(page)).toEqual(all);
    await page.getByRole('button', { name: 'Collapse all' }).click();
    expect(await spanNames(page)).not.toContain('GET');
    await page.getByRole('button', { name: 'Expand all' }).click();
    await page.getByRole('searchbox', { name: 'Find in trace' }).fill('frost score');
    await expect.poll(() => spanNames(page)).toEqual(['answer', 'search notes']);
    expect(opened.mistakes).toEqual([]);
  });

  test('shows what a span was given, gave, and cost', async () => {
    await using opened = await openPage(browser, `${viewer.url}#/t/${last}`);
    const { page } = opened;
    await page.locator('.tree-label').nth(2).click();
    const detail = page.getByRole('region', { name: 'Span', exact: true });
    await expect.poll(() => detail.innerText()).toContain('execute_tool forecast');
    const text = await detail.innerText();
    for (const part of ['1.20 s', '98.0 ms', 'Arguments', 'Vienna', 'Result', 'highestC', 'src/tools.ts:31'])
      expect(text).toContain(part);
    expect(text).not.toContain('nodejs');
    await detail.getByRole('button', { name: 'Resource' }).click();
    expect(await detail.innerText()).toContain('nodejs');
    await detail
      .getByRole('button', { name: /^0 *: *{ day: Mon/ })
      .first()
      .click();
    expect(await detail.innerText()).toMatch(/rain:\s*false/);
    await page.locator('.tree-label').nth(1).click();
    expect(await detail.locator('dl').innerText()).toMatch(
      /Model\s+gpt-4o-mini\s+Input\s+412 tok\s+Output\s+38 tok\s+Cost\s+\$0\.000085/,
    );
    await detail.getByRole('button', { name: 'Close' }).click();
    expect(await detail.count()).toBe(0);
    expect(opened.mistakes).toEqual([]);
  });

  test('draws a waterfall in which a part can be chosen', async () => {
    await using opened = await openPage(browser, `${viewer.url}#/t/${last}`);
    const { page } = opened;
    const canvas = page.locator('.waterfall-canvas');
    await page.locator('.tree-row').first().waitFor();
    const picture = (): Promise<string> => canvas.evaluate((element: { toDataURL(): string }) => element.toDataURL());
    const whole = await picture();
    await page.keyboard.press('c');
    await expect.poll(picture).not.toBe(whole);
    await page.getByRole('button', { name: 'Critical path' }).click();
    await expect.poll(picture).toBe(whole);
    const { x, y, width } = (await page.locator('.ruler-whole').boundingBox())!;
    await page.mouse.move(x + width * 0.3, y + 8);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y + 8, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Reset zoom' }).waitFor();
    expect(await picture()).not.toBe(whole);
    await page.keyboard.press('0');
    await expect.poll(picture).toBe(whole);
    await page.keyboard.press('+');
    await expect.poll(picture).not.toBe(whole);
    await page.keyboard.press('-');
    await canvas.click({ position: { x: 200, y: 26 * 4 + 10 } });
    await expect.poll(() => selectedSpan(page).innerText()).toBe('search notes');
    expect(opened.mistakes).toEqual([]);
  });

  test('shows calls to models as a conversation', async () => {
    await using opened = await openPage(browser, `${viewer.url}#/t/${last}`);
    const { page } = opened;
    await page.getByRole('tab', { name: 'Messages' }).click();
    await expect
      .poll(() => texts(page.locator('.role')))
      .toEqual(['system', 'user', 'assistant\ntool_call', 'tool', 'assistant\nstop']);
    await page.getByRole('button', { name: 'Reasoning' }).click();
    await page.getByText('Frost decides.').waitFor();
    await page.getByRole('button', { name: '3 messages as before' }).click();
    expect(await page.getByText('When do I plant tomatoes?').count()).toBe(2);
    expect(await page.locator('.call-name').first().innerText()).toBe('forecast');
    await page.locator('.turn-name').last().click();
    expect(page.url()).toContain(`/${'5'.padStart(16, '0')}?view=messages`);
    expect(opened.mistakes).toEqual([]);
  });

  test('shows what was logged, and sums up', async () => {
    await using opened = await openPage(browser, `${viewer.url}#/t/${last}?view=logs`);
    const { page } = opened;
    await expect
      .poll(() => texts(page.locator('.log-text')))
      .toEqual(['asking the forecast of Vienna', 'rate limit is near: 3 requests left']);
    await page.getByRole('button', { name: 'execute_tool forecast' }).click();
    await page.getByRole('tab', { name: 'Roll-up' }).click();
    const rows = page.locator('.rollup tbody tr');
    expect((await texts(rows))[0]).toMatch(/chat gpt-4o-mini\s+2\s+4\.40 s\s+4\.40 s\s+2\.66 s\s+1\.1k\s+\$0\.00020/);
    await page.getByRole('button', { name: 'Total' }).click();
    expect((await texts(rows))[0]).toContain('answer');
    await page.getByRole('button', { name: 'Model', exact: true }).click();
    expect(await rows.count()).toBe(1);
    expect(opened.mistakes).toEqual([]);
  });

  test('sums all listed traces up', async () => {
    await using opened = await openPage(browser, viewer.url);
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

  test('shows why a span failed, and opens its place in the editor', async () => {
    await using opened = await openPage(browser, `${viewer.url}#/t/${failed}`);
    const { page } = opened;
    await page.locator('.tree-row').first().waitFor();
    await page.keyboard.press('e');
    await expect.poll(() => selectedSpan(page).innerText()).toBe('answer');
    await page.keyboard.press('e');
    await expect.poll(() => selectedSpan(page).innerText()).toBe('execute_tool forecast');
    expect(await page.locator('.failure').innerText()).toBe('RangeError no forecast for Atlantis');
    await page.getByRole('button', { name: /at forecast \(.*tools\.ts:35:11/ }).click();
    await expect.poll(() => page.locator('.toast').innerText()).toContain('is not a file of this project');
    expect(existsSync(join(folder, 'opened'))).toBe(false);
    expect(opened.mistakes.filter((mistake) => !mistake.includes('404'))).toEqual([]);
  });

  test('compares two runs', async () => {
    await using opened = await openPage(browser, `${viewer.url}#/t/${last}`);
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

  test('copies a span for a model, and links to it', async () => {
    await using opened = await openPage(browser, `${viewer.url}#/t/${last}/${'3'.padStart(16, '0')}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { page } = opened;
    const clipboard = (): Promise<string> => page.evaluate('navigator.clipboard.readText()');
    await page.getByRole('button', { name: 'Copy Markdown' }).click();
    await expect
      .poll(clipboard)
      .toMatch(
        /^# execute_tool forecast\n\n```text\nexecute_tool forecast\(city: "Vienna", days: 7\)[^]*└─ GET[^]*## GET/,
      );
    await page.getByRole('button', { name: 'Copy JSON' }).click();
    await expect
      .poll(async () => (JSON.parse(await clipboard()) as { name: string }[]).map(({ name }) => name))
      .toEqual(['execute_tool forecast', 'GET']);
    await page.getByRole('button', { name: 'Make a test' }).click();
    await expect.poll(clipboard).toContain('() => forecast("Vienna", 7)');
    await page.keyboard.press('x');
    await expect.poll(() => page.locator('.toast').innerText()).toContain('keep it as forecast.test.ts');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(clipboard).toBe(page.url());
    expect(opened.mistakes).toEqual([]);
  });

  test('does everything by keyboard', async () => {
    await using opened = await openPage(browser, viewer.url);
    const { page } = opened;
    await page.locator('.trace-row').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Atlantis');
    await expect.poll(() => traceNames(page)).toEqual(['answer']);
    await page.keyboard.press('Escape');
    await page.keyboard.press(']');
    await expect.poll(() => spanNames(page)).toEqual(['answer', 'execute_tool forecast']);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect.poll(() => selectedSpan(page).innerText()).toBe('execute_tool forecast');
    await page.keyboard.press('k');
    await page.locator('#tree').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => spanNames(page)).toEqual(['answer']);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => selectedSpan(page).innerText()).toBe('execute_tool forecast');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => selectedSpan(page).innerText()).toBe('answer');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('detail');
    for (const [key, view] of [
      ['2', 'Messages'],
      ['3', 'Logs'],
      ['4', 'Roll-up'],
      ['1', 'Timeline'],
    ] as const) {
      await page.keyboard.press(key);
      expect(await page.getByRole('tab', { name: view }).getAttribute('aria-selected')).toBe('true');
    }
    await page.keyboard.press('t');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByText('Choose a trace.').waitFor();
    await page.reload();
    await page.locator('.trace-row').first().waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    expect(opened.mistakes).toEqual([]);
  });

  test('opens a trace again that was left', async () => {
    await using opened = await openPage(browser, viewer.url);
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
    await using opened = await openPage(browser, viewer.url);
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
    await using opened = await openPage(browser, viewer.url);
    const { page } = opened;
    const send = (spans: Parameters<typeof lineOf>[1]): Promise<Response> =>
      fetch(`${viewer.endpoint}/v1/traces`, {
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
    await using opened = await openPage(browser, `${viewer.url}#/t/nowhere/%E0%A4%A`);
    const { page } = opened;
    await expect.poll(() => page.locator('.empty p').allInnerTexts()).toEqual(['The trace nowhere is not here.']);
    await page.getByRole('button', { name: 'All traces' }).click();
    await page.locator('.welcome').waitFor();
    await page.goto(`${viewer.url}#/d/nowhere/${last}`);
    await expect.poll(() => page.locator('.empty p').allInnerTexts()).toEqual(['The trace nowhere is not here.']);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(async () => (await spanNames(page)).length).toBe(6);
    expect(opened.mistakes.filter((mistake) => !mistake.includes('404'))).toEqual([]);
  });

  test('an empty list is accessible as well', async () => {
    await using opened = await openPage(browser, viewer.url);
    await opened.page.getByRole('searchbox', { name: 'Search traces' }).fill('no such word');
    await opened.page.getByText('Nothing matches.').waitFor();
    expect(await violations(opened.page)).toEqual([]);
    await opened.page.getByRole('button', { name: 'Sum up' }).click();
    await opened.page.locator('.rollup').getByText('Nothing matches.').waitFor();
    expect(await violations(opened.page)).toEqual([]);
  });

  test('is one file that opens from a disk, and asks nobody', async () => {
    const path = join(folder, 'page.html');
    writeFileSync(path, await pageOf([file]));
    await using opened = await openPage(browser, `${pathToFileURL(path).href}#/t/${last}?view=messages`, {
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
        await using opened = await openPage(browser, `${viewer.url}${hash}`, {
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
