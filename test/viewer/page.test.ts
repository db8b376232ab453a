import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chromium, openPage } from './browser.ts';
import { failed, last, selectedSpan, spanNames, texts, traceNames, useGardenPage } from './garden-page.ts';

const garden = useGardenPage();

describe.skipIf(chromium === undefined)('the page of a trace', { timeout: 60_000 }, () => {
  test('shows a trace as a tree that opens and closes', async () => {
    await using opened = await openPage(garden.browser, garden.viewer.url);
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
    await using opened = await openPage(garden.browser, `${garden.viewer.url}#/t/${last}`);
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
    await using opened = await openPage(garden.browser, `${garden.viewer.url}#/t/${last}`);
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
    await using opened = await openPage(garden.browser, `${garden.viewer.url}#/t/${last}`);
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
    await using opened = await openPage(garden.browser, `${garden.viewer.url}#/t/${last}?view=logs`);
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

  test('shows why a span failed, and opens its place in the editor', async () => {
    await using opened = await openPage(garden.browser, `${garden.viewer.url}#/t/${failed}`);
    const { page } = opened;
    await page.locator('.tree-row').first().waitFor();
    await page.keyboard.press('e');
    await expect.poll(() => selectedSpan(page).innerText()).toBe('answer');
    await page.keyboard.press('e');
    await expect.poll(() => selectedSpan(page).innerText()).toBe('execute_tool forecast');
    expect(await page.locator('.failure').innerText()).toBe('RangeError no forecast for Atlantis');
    await page.getByRole('button', { name: /at forecast \(.*tools\.ts:35:11/ }).click();
    await expect.poll(() => page.locator('.toast').innerText()).toContain('is not a file of this project');
    expect(existsSync(join(garden.folder, 'opened'))).toBe(false);
    expect(opened.mistakes.filter((mistake) => !mistake.includes('404'))).toEqual([]);
  });

  test('copies a span for a model, and links to it', async () => {
    await using opened = await openPage(garden.browser, `${garden.viewer.url}#/t/${last}/${'3'.padStart(16, '0')}`, {
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
    await using opened = await openPage(garden.browser, garden.viewer.url);
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
});
