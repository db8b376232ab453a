import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startViewer, type Viewer } from '@bud/viewer';
import { chromium, startBrowser } from './browser.ts';
import { gardenLines } from './garden.ts';
import { traceIdOf } from './otlp.ts';

/** A viewer that shows the garden's traces, and a browser, for all tests of a file. */
export interface GardenPage {
  readonly browser: Browser;
  readonly viewer: Viewer;
  /** The project, whose editor writes into `opened` what it is told to open. */
  readonly folder: string;
  readonly file: string;
}

/** Starts both before the tests of the file, and stops them behind them. */
export function useGardenPage(): GardenPage {
  const folder = mkdtempSync(join(tmpdir(), 'bud-page-'));
  const file = join(folder, 'trace.jsonl');
  let started: Pick<GardenPage, 'browser' | 'viewer'> | undefined;
  beforeAll(async () => {
    if (chromium === undefined) return;
    writeFileSync(file, `${gardenLines().join('\n')}\n`);
    const editor = join(folder, 'code');
    writeFileSync(editor, `#!/bin/sh\necho "$2" >> ${folder}/opened\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'agent.ts'), '');
    const browser = await startBrowser();
    started = {
      browser,
      viewer: await startViewer({ files: [file], port: 0, root: folder, environment: { EDITOR: editor } }),
    };
  });
  afterAll(async () => {
    await started?.browser.close();
    await started?.viewer.close();
    rmSync(folder, { recursive: true });
  });
  const ready = (): Pick<GardenPage, 'browser' | 'viewer'> => {
    if (started === undefined) throw new Error('only tests have the page, when the viewer has started');
    return started;
  };
  return {
    folder,
    file,
    get browser() {
      return ready().browser;
    },
    get viewer() {
      return ready().viewer;
    },
  };
}

/** The garden's traces: one that went well, one that failed, and one that went well with another prompt. */
export const [first, failed, last] = [1, 2, 3].map(traceIdOf) as [string, string, string];

export const texts = async (locator: Locator): Promise<readonly string[]> => await locator.allInnerTexts();
export const traceNames = (page: Page): Promise<readonly string[]> => texts(page.locator('.trace-name'));
export const spanNames = (page: Page): Promise<readonly string[]> => texts(page.locator('.tree-label'));
export const selectedSpan = (page: Page): Locator => page.locator('.tree-row[aria-selected="true"] .tree-label');
