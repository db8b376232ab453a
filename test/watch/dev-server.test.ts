import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import budTrack from '@bud/unplugin/vite';
import { createLogger, createServer, type HotPayload, type ViteDevServer } from 'vite';
import { expect, test, vi } from 'vitest';
import { createProject, type Project } from '../hosts/project.ts';

const marked = `/** @track type=tool */
export function double(n: number): number {
  return n * 2;
}
if (import.meta.hot) import.meta.hot.accept();
`;
const unmarked = marked.replace('@track type=tool', 'Twice.');

interface Served {
  readonly server: ViteDevServer;
  readonly warnings: readonly string[];
}

async function serve({ root }: Project): Promise<Served> {
  const warnings: string[] = [];
  const customLogger = createLogger('silent');
  // Vite colors its messages where the environment asks for it.
  customLogger.warn = (text) => void warnings.push(stripVTControlCharacters(text));
  const server = await createServer({
    root,
    configFile: false,
    customLogger,
    appType: 'custom',
    server: { middlewareMode: true, ws: false },
    plugins: [budTrack()],
  });
  return { server, warnings };
}

test('the client gets tracked code, and an update when a mark goes or comes', async () => {
  using project = createProject({ 'src/main.ts': marked });
  const { server, warnings } = await serve(project);
  const updates: HotPayload[] = [];
  server.environments.client.hot.send = (payload: HotPayload | string) =>
    void (typeof payload === 'object' && updates.push(payload));
  const served = async (): Promise<string> =>
    (await server.environments.client.transformRequest('/src/main.ts'))?.code ?? '';
  try {
    expect(await served()).toContain('__bud.on');
    for (const [text, isTracked] of [
      [unmarked, false],
      [marked, true],
    ] as const) {
      updates.length = 0;
      await vi.waitFor(
        async () => {
          project.write({ 'src/main.ts': text });
          expect((await served()).includes('__bud.on')).toBe(isTracked);
          expect(updates).toContainEqual(expect.objectContaining({ type: 'update' }));
        },
        { timeout: 20_000, interval: 250 },
      );
    }
    expect(warnings).toEqual([]);
  } finally {
    await server.close();
  }
});

test('ssrLoadModule runs tracked code and sees changes', async () => {
  using project = createProject({ 'src/main.ts': marked });
  const { server } = await serve(project);
  const load = () => server.ssrLoadModule('/src/main.ts') as Promise<{ double(n: number): number }>;
  const isTracked = async (): Promise<boolean> => (await load()).double.toString().includes('.on');
  try {
    expect(await isTracked()).toBe(true);
    expect((await load()).double(2)).toBe(4);
    await vi.waitFor(
      async () => {
        project.write({ 'src/main.ts': unmarked });
        expect(await isTracked()).toBe(false);
      },
      { timeout: 20_000, interval: 250 },
    );
    expect((await load()).double(2)).toBe(4);
  } finally {
    await server.close();
  }
});

test('a problem is said once, for the client and the server together', async () => {
  using project = createProject({ 'src/main.ts': marked.replace('type', 'typ') });
  const { server, warnings } = await serve(project);
  try {
    await server.environments.client.transformRequest('/src/main.ts');
    await server.ssrLoadModule('/src/main.ts');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('BUD104 unknown key "typ" in @track. Did you mean "type"?');
    expect(warnings[0]).toContain(join(project.root, 'src/main.ts:1:11'));
    expect(warnings[0]).toContain('> 1 | /** @track typ=tool */');
  } finally {
    await server.close();
  }
});

test('a change of the configuration file restarts the server', async () => {
  using project = createProject({ 'src/main.ts': unmarked, 'bud.track.config.json': '{}' });
  const { server, warnings } = await serve(project);
  const isTracked = async (): Promise<boolean> =>
    (await server.environments.client.transformRequest('/src/main.ts'))?.code.includes('__bud.on') ?? false;
  try {
    for (const [config, expected] of [
      ['{}', false],
      ['{ "rules": [{ "functions": "double" }] }', true],
      ['{ "mode": "off", "rules": [{ "functions": "double" }] }', false],
      ['{ "rules": [{ "functions": "double" }] }', true],
    ] as const) {
      await vi.waitFor(
        async () => {
          const found = await isTracked();
          if (found !== expected) project.write({ 'bud.track.config.json': config });
          expect(found).toBe(expected);
        },
        // Every change restarts the server, so that it needs time between two.
        { timeout: 25_000, interval: 3_000 },
      );
    }
    expect(warnings).toEqual([]);
  } finally {
    await server.close();
  }
}, 90_000);
