import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startViewer } from '@bud/viewer';
import { afterEach, describe, expect, test } from 'vitest';

const observe = new URL('../../packages/observe/', import.meta.url);
const preload = new URL('at-another-port.mjs', import.meta.url).href;
const patient = { PATIENCE_MS: '30000' };
const shown = 'bud: spans are shown at http://127.0.0.1:4318/__bud/\n';

/** Runs a program as a person would who develops: without what a test runner sets. */
async function run(
  program: string,
  port: number,
  variables: Readonly<Record<string, string>> = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { PATH } = process.env;
  return promisify(execFile)(process.execPath, ['--import', preload, '--input-type=module', '--eval', program], {
    cwd: fileURLToPath(observe),
    env: { PATH, VIEWER_PORT: String(port), ...variables },
  });
}

const program = `
import { configure, info, span } from '@bud/observe';
configure({ exitTimeoutMs: 30_000 });
span('Watering', () => info('{plants} were dry', { plants: 3 }));
`;

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => server?.close(closed) ?? closed(undefined));
  server = undefined;
});

/** Something else that listens at the port; it remembers what it is asked, and answers nothing when told so. */
async function somethingElse(
  answer: { readonly status: number; readonly body: string } | undefined,
): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (answer !== undefined) response.writeHead(answer.status).end(answer.body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // Proof of the cast: it listens on a port.
  return { port: (server.address() as AddressInfo).port, asked };
}

describe('a viewer that runs', () => {
  test.each([
    ['whose loop ends', program],
    ['that flushes', program.replace('configure({', 'const { flush } = configure({') + 'await flush();'],
    [
      'that is stopped',
      `${program}setTimeout(() => process.kill(process.pid, 'SIGTERM'), 300);setTimeout(() => {}, 5000);`,
    ],
  ])('shows the spans and logs of a program %s, which has set nothing', async (_, source) => {
    const viewer = await startViewer({ port: 0, environment: {} });
    try {
      const port = Number(new URL(viewer.endpoint).port);
      const { stdout, stderr } = await run(source, port, patient).catch(
        (error: { stdout: string; stderr: string }) => error,
      );
      expect({ stdout, stderr }).toEqual({ stdout: '', stderr: shown });
      const list: unknown = await (await fetch(`${viewer.url}api/traces`)).json();
      expect(list).toMatchObject({ traces: [{ name: 'Watering', spans: 2 }] });
    } finally {
      await viewer.close();
    }
  });

  test('shows a span while it is open, and once when it has ended', async () => {
    const viewer = await startViewer({ port: 0, environment: {} });
    try {
      const port = Number(new URL(viewer.endpoint).port);
      const running = run(
        `import { configure, span } from '@bud/observe';
        configure({ pendingAfterMs: 50, exitTimeoutMs: 30_000 });
        await span('Growing', () => new Promise((ripe) => setTimeout(ripe, 1500)));`,
        port,
        patient,
      );
      const first = async (): Promise<unknown> => {
        const { traces } = (await (await fetch(`${viewer.url}api/traces`)).json()) as { readonly traces: unknown[] };
        return traces;
      };
      await expect.poll(first, { timeout: 10_000 }).toMatchObject([{ name: 'Growing', isOpen: true }]);
      await running;
      expect(await first()).toMatchObject([{ name: 'Growing', spans: 1, isOpen: false }]);
    } finally {
      await viewer.close();
    }
  });
});

describe('without a viewer', () => {
  const unheard = 'bud: nothing is exported: neither `export` nor a variable says where to';

  test('nothing is said of it', async () => {
    const { port } = await somethingElse(undefined);
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed));
    expect((await run(program, port)).stderr).toMatch(unheard);
    expect((await run(program, port)).stderr.split('\n')).toHaveLength(2);
  });

  test.each([
    ['answers everything', { status: 200, body: '{}' }],
    ['answers too much', { status: 200, body: `{"hasEditor":true}${' '.repeat(100_000)}` }],
    ['never answers', undefined],
  ])('nothing is sent to what %s', async (_, answer) => {
    const { port, asked } = await somethingElse(answer);
    // So that a request that nobody answers is at least read.
    const variables = answer === undefined ? { PATIENCE_MS: '3000' } : patient;
    expect((await run(program, port, variables)).stderr).toMatch(unheard);
    expect(asked).toEqual(['GET /__bud/api/about']);
  });

  test('a program that exits at once is told that nobody listens', async () => {
    const { port } = await somethingElse(undefined);
    expect((await run(`${program}process.exit();`, port)).stderr).toMatch(unheard);
  });
});

test.each([
  ['in production', { NODE_ENV: 'production' }],
  ['in tests', { NODE_ENV: 'test' }],
  ['where something is said', { BUD_OBSERVE_CONSOLE: 'simple' }],
])('nobody looks for a viewer %s: %j', async (_, variables) => {
  const { port, asked } = await somethingElse({ status: 200, body: '{"hasEditor":true}' });
  await run(program, port, variables);
  expect(asked).toEqual([]);
});
