import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Driver, Page } from 'playwright-core';
import { install } from '../install.mjs';
import { runtimes } from '../studies/runtimes/runtimes.ts';

/** Undefined where Chromium is not installed: its tests are skipped there. */
export const chromium: string | undefined = runtimes.find(({ name }) => name === 'Chromium')?.binary;

const require = createRequire(import.meta.url);

/** A Chromium without a window. */
export async function startBrowser(): Promise<Browser> {
  await install('test/viewer');
  // Proof of the cast: the package's own types say so.
  const { chromium: driver } = require('playwright-core') as { readonly chromium: Driver };
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  return await driver.launch({ executablePath: chromium!, args });
}

/** A page of its own, and what went wrong in it. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  readonly mistakes: readonly string[];
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const mistakes: string[] = [];
  page.on('pageerror', ({ message }) => mistakes.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') mistakes.push(message.text());
  });
  await page.goto(url);
  return { page, mistakes, [Symbol.asyncDispose]: async () => await context.close() };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe-core finds on a page, with where. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Through the driver, not through an element: the page's policy admits no script but its own.
  const { source } = require('axe-core') as { readonly source: string };
  await page.evaluate(source);
  const found = await page.evaluate<{ readonly violations: readonly Violation[] }>('axe.run()');
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary.replaceAll(/\s+/g, ' ')}`,
    ),
  );
}
