// Pictures of the main views, in both themes and two widths, for the documentation.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser } from './browser.mjs';
import { garden } from './garden.mjs';
import { startViewer } from '@bud/viewer';

const target = fileURLToPath(new URL('../../../packages/docs/viewer/', import.meta.url));
const [first, failed, last] = [1, 2, 3].map((trace) => trace.toString(16).padStart(32, '0'));
const views = {
  list: '#/',
  timeline: `#/t/${last}/0000000000000002`,
  messages: `#/t/${last}?view=messages`,
  rollup: `#/t/${last}?view=rollup`,
  overview: '#/?view=rollup',
  flow: `#/t/${failed}?view=flow`,
  compare: `#/d/${first}/${last}`,
};

export async function takePictures() {
  mkdirSync(target, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'bud-pictures-'));
  const files = [];
  for (const [name, lines] of Object.entries(await garden())) {
    files.push(join(folder, `${name}.jsonl`));
    writeFileSync(files.at(-1), `${lines.join('\n')}\n`);
  }
  const viewer = await startViewer({ files, port: 0, environment: { EDITOR: 'code' } });
  const browser = await startBrowser();
  for (const [name, hash] of Object.entries(views))
    for (const colorScheme of ['dark', 'light'])
      for (const width of [1280, 390]) {
        const page = await browser.newPage({
          viewport: { width, height: 800 },
          colorScheme,
          locale: 'en-US',
          timezoneId: 'UTC',
        });
        await page.goto(`${viewer.url}${hash}`);
        await page
          .locator(name === 'list' ? '.trace-row' : '.trace-head h2')
          .first()
          .waitFor({ state: 'attached', timeout: 5000 });
        if (name === 'compare') await page.locator('.pair button').nth(1).click();
        // The last frame of what moves into place.
        await page.waitForTimeout(300);
        await page.screenshot({ path: join(target, `${name}-${colorScheme}-${width}.png`), animations: 'disabled' });
        await page.close();
      }
  await browser.close();
  await viewer.close();
  rmSync(folder, { recursive: true });
}
