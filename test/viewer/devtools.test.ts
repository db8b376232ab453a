import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createServer, type PluginOption } from 'vite';
import budTrack from '@bud/unplugin/vite';
import budViewer from '@bud/viewer/vite';
import { install } from '../install.mjs';
import { chromium, openPage, startBrowser } from './browser.ts';
import { lineOf } from './otlp.ts';

const require = createRequire(import.meta.url);
const viewerPackage = fileURLToPath(new URL('../../packages/viewer', import.meta.url));

// A server of a test run shows nothing.
beforeEach(() => void vi.stubEnv('VITEST', undefined));
afterEach(() => vi.unstubAllEnvs());

test.skipIf(chromium === undefined).each([
  ['its own plugin', budViewer],
  ['the plugin of Bud Track', budTrack],
])('is a dock of the DevTools of Vite, by %s', { timeout: 60_000 }, async (_name, plugin) => {
  await install('test/viewer');
  // Proof of the cast: the package's own types say so.
  const { DevTools } = (await import(pathToFileURL(require.resolve('@vitejs/devtools')).href)) as {
    readonly DevTools: (options: { readonly clientAuth: boolean }) => PluginOption;
  };
  const root = mkdtempSync(join(tmpdir(), 'bud-devtools-'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>application</title>');
  mkdirSync(join(root, '.bud'));
  writeFileSync(join(root, '.bud/trace.jsonl'), `${lineOf(1, [{ id: 1, name: 'greet', ms: 1 }])}\n`);
  mkdirSync(join(root, 'node_modules/@bud'), { recursive: true });
  symlinkSync(viewerPackage, join(root, 'node_modules/@bud/viewer'), 'junction');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0 },
    plugins: [DevTools({ clientAuth: false }), plugin()],
  });
  const browser = await startBrowser();
  try {
    await server.listen();
    const [url = ''] = server.resolvedUrls?.local ?? [];
    await using opened = await openPage(browser, url);
    // The dock opens when somebody points at it; it is pressed without.
    await opened.page.getByRole('button', { name: 'Traces', exact: true }).dispatchEvent('click');
    const panel = opened.page.frameLocator('iframe[src*="/__bud/"]');
    await panel.getByRole('heading', { name: 'greet' }).waitFor();
    expect(await panel.locator('.trace-name').allInnerTexts()).toEqual(['greet']);
  } finally {
    await browser.close();
    await server.close();
    rmSync(root, { recursive: true });
  }
});
