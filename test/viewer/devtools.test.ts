import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createServer, type PluginOption } from 'vite';
import budViewer from '@bud/viewer/vite';
import { install } from '../install.mjs';
import { chromium, openPage, startBrowser } from './browser.ts';

const require = createRequire(import.meta.url);

test.skipIf(chromium === undefined)('is a dock of the DevTools of Vite', { timeout: 60_000 }, async () => {
  await install('test/viewer');
  // Proof of the cast: the package's own types say so.
  const { DevTools } = (await import(pathToFileURL(require.resolve('@vitejs/devtools')).href)) as {
    readonly DevTools: (options: { readonly clientAuth: boolean }) => PluginOption;
  };
  const root = mkdtempSync(join(tmpdir(), 'bud-devtools-'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>application</title>');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0 },
    plugins: [DevTools({ clientAuth: false }), budViewer()],
  });
  const browser = await startBrowser();
  try {
    await server.listen();
    const [url = ''] = server.resolvedUrls?.local ?? [];
    await using opened = await openPage(browser, url);
    // The dock opens when somebody points at it; it is pressed without.
    await opened.page.getByRole('button', { name: 'Traces', exact: true }).dispatchEvent('click');
    const panel = opened.page.frameLocator('iframe[src*="/__bud/"]');
    await expect.poll(() => panel.getByRole('status').first().innerText()).toBe('0 traces');
  } finally {
    await browser.close();
    await server.close();
    rmSync(root, { recursive: true });
  }
});
