import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runtimes } from '../studies/runtimes/runtimes.ts';
import { bundleForWeb } from './bundle.ts';
import { startReceiver } from './receiver.ts';

const chromium = runtimes.find(({ name }) => name === 'Chromium')?.binary;

const program = `
import { configure, info, span, track } from '@bud/observe';

const { flush } = configure({ serviceName: 'page', export: [{ otlp: { url: location.origin, protocol: 'http/json' } }] });
const forecast = track({ name: 'forecast', params: ['city', 'apiKey'] }, (city: string, apiKey: string) => {
  info('Looking for {city}', { city });
  return { city, highestC: 19 };
});
span('Planning', () => forecast('Vienna', 'plainword'));
await flush();
`;

test.skipIf(chromium === undefined)('what a page records arrives, with its parents', { timeout: 60_000 }, async () => {
  await using receiver = await startReceiver({
    '/': '<!doctype html><script type="module" src="/page.js"></script>',
    '/page.js': await bundleForWeb(program, []),
  });
  const profile = mkdtempSync(join(tmpdir(), 'bud-page-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const browser = spawn(chromium!, [...flags, `--user-data-dir=${profile}`, receiver.url], {
    stdio: 'ignore',
    detached: true,
  });
  try {
    await receiver.received(3);
    const idOf = (name: string): string | undefined => receiver.spans.find((each) => each.name === name)?.spanId;
    expect(receiver.spans.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
      ['Looking for {city}', idOf('forecast')],
      ['forecast', idOf('Planning')],
      ['Planning', undefined],
    ]);
    expect(JSON.stringify(receiver.spans)).not.toContain('plainword');
  } finally {
    // Detached: its number is that of the group with all processes that it has started.
    process.kill(-browser.pid!, 'SIGKILL');
    await once(browser, 'exit');
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
