import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger, createServer, type Plugin } from 'vite';
import budViewer from '../../viewer/src/vite.ts';
import budTrack from '../src/vite.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bud-panel-'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'index.html'), '<!doctype html><p>application</p>');
  // Else the plugin takes this test for what it is.
  vi.stubEnv('VITEST', undefined);
  vi.stubEnv('BUD_OBSERVE_ENDPOINT', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** A package as npm would have installed it: a folder, or a link to one. */
function installViewer(): string {
  const folder = join(root, 'node_modules/@bud');
  mkdirSync(folder, { recursive: true });
  return join(folder, 'viewer');
}

interface Served {
  readonly page: string;
  readonly said: readonly string[];
}

async function served(plugins: () => readonly Plugin[]): Promise<Served> {
  const said: string[] = [];
  const customLogger = createLogger('info');
  customLogger.info = customLogger.warn = (message) => void said.push(message);
  const server = await createServer({
    root,
    configFile: false,
    customLogger,
    server: { host: '127.0.0.1', port: 0 },
    plugins: [...plugins()],
  });
  try {
    await server.listen();
    const [url = ''] = server.resolvedUrls?.local ?? [];
    return { page: await (await fetch(`${url}__bud/`)).text(), said };
  } finally {
    await server.close();
  }
}

test('the dev server shows traces where the viewer is installed, and says where', async () => {
  symlinkSync(fileURLToPath(new URL('../../viewer', import.meta.url)), installViewer());
  const { page, said } = await served(() => [budTrack()]);
  expect(page).toContain('<title>Bud traces</title>');
  expect(said.filter((line) => line.includes('/__bud/'))).toHaveLength(1);
});

test('it is added once, also where a configuration adds it', async () => {
  symlinkSync(fileURLToPath(new URL('../../viewer', import.meta.url)), installViewer());
  const { page, said } = await served(() => [budTrack(), budViewer()]);
  expect(page).toContain('<title>Bud traces</title>');
  expect(said.filter((line) => line.includes('/__bud/'))).toHaveLength(1);
});

test.each([
  ['without the viewer', () => {}],
  ['where tracking is switched off', () => vi.stubEnv('BUD_TRACK', 'off')],
  ['in a test run', () => vi.stubEnv('VITEST', 'true')],
])('there is none %s', async (name, prepare) => {
  if (!name.startsWith('without'))
    symlinkSync(fileURLToPath(new URL('../../viewer', import.meta.url)), installViewer());
  prepare();
  const { page, said } = await served(() => [budTrack()]);
  expect(page).toContain('application');
  expect(said.join('\n')).not.toContain('__bud');
});

test('a viewer that does not load is told of, and the server goes on', async () => {
  const folder = installViewer();
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    '{"name":"@bud/viewer","type":"module","exports":{"./vite":"./vite.js"}}',
  );
  writeFileSync(join(folder, 'vite.js'), 'throw new Error("a file is missing");');
  const { page, said } = await served(() => [budTrack()]);
  expect(page).toContain('application');
  expect(said.join('\n')).toContain('The traces of @bud/viewer cannot be shown: a file is missing');
});
