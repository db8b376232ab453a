import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createServer } from 'vite';
import budViewer from '../src/vite.ts';
import { lineOf } from '../../../test/viewer/otlp.ts';

const root = mkdtempSync(join(tmpdir(), 'bud-vite-panel-'));
const before = process.env['BUD_OBSERVE_ENDPOINT'];
beforeEach(() => delete process.env['BUD_OBSERVE_ENDPOINT']);
afterEach(() => {
  if (before === undefined) delete process.env['BUD_OBSERVE_ENDPOINT'];
  else process.env['BUD_OBSERVE_ENDPOINT'] = before;
  rmSync(root, { recursive: true, force: true });
});

test('the dev server has the page, takes spans, keeps them, and leaves the rest to the application', async () => {
  writeFileSync(join(root, 'index.html'), '<!doctype html><p>application</p>');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0 },
    plugins: [budViewer()],
  });
  try {
    await server.listen();
    const endpoint = process.env['BUD_OBSERVE_ENDPOINT']!;
    expect(endpoint).toMatch(/^http:\/\/localhost:\d+\/__bud$/);
    const url = endpoint.replace('localhost', '127.0.0.1');
    expect(await (await fetch(`${url}/`)).text()).toContain('<title>Bud traces</title>');
    const headers = { 'content-type': 'application/json' };
    const line = lineOf(1, [{ id: 1, name: 'greet', ms: 1 }]);
    expect((await fetch(`${url}/v1/traces`, { method: 'POST', headers, body: line })).status).toBe(200);
    expect(await (await fetch(`${url}/api/traces`)).text()).toContain('"name":"greet"');
    expect(readFileSync(join(root, '.bud/trace.jsonl'), 'utf8')).toContain('greet');
    expect(await (await fetch(url.replace('__bud', ''))).text()).toContain('application');
  } finally {
    await server.close();
  }
});
