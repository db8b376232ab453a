import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readCommand, usage } from '../../examples/agent/src/command-line.ts';
import { startLocalOpenai } from '../../examples/agent/src/local-openai/server.ts';
import { buildWithEsbuild, buildFolder, runNode, type Exit } from './example-process.ts';

const folder = buildFolder();
const main = join(folder.path, 'esbuild/main.js');

beforeAll(() => buildWithEsbuild(folder.path));
afterAll(() => folder.remove());

const run = (words: readonly string[], environment?: Record<string, string>): Promise<Exit> =>
  runNode([main, ...words], environment);

const api = (baseUrl: string, key = 'key'): Record<string, string> => ({
  OPENAI_API_KEY: key,
  OPENAI_BASE_URL: baseUrl,
  OPENAI_MODEL: 'bud-small',
  OPENAI_EMBEDDING_MODEL: 'bud-embed',
});

test('--help is asked for', () => {
  expect(readCommand(['-h'])).toEqual({ kind: 'help' });
  expect(usage).toMatch(/--question[^]*--json[^]*OPENAI_BASE_URL/);
});

test.each([
  [['--questoin', 'x'], "Unknown option '--questoin'"],
  [['--question'], "Option '-q, --question <value>' argument missing"],
  [['--question', ' '], 'The question is empty'],
  [['tomatoes'], "Unexpected argument 'tomatoes'"],
])('%j is a mistake', (words, message) => {
  expect(readCommand(words)).toEqual({ kind: 'mistake', message });
});

test('a mistake ends the program with exit code 2', async () => {
  expect(await run(['--json=1'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('Try --help.'),
  });
});

describe('with OPENAI_API_KEY and OPENAI_BASE_URL', () => {
  test('the API they name answers', async () => {
    const server = await startLocalOpenai({ apiKey: 'key' });
    const { code, stdout } = await run(['--question', 'Is it warm enough for beans in Linz?'], api(server.baseUrl));
    await server.close();
    expect(code).toBe(0);
    expect(stdout).toContain('Yes: nights in Linz go down to 11 °C');
    expect(stdout).toMatch(/^│ {2}├─ readPlantCard {2}tool {2,}\d+\.\d ms$/m);
    expect(stdout).toMatch(/^└─ Agent\.answer {2}15 spans {2}4 calls {2}\d+ tokens {2}\$0\.\d+ {2,}\d+\.\d ms$/m);
  });

  test('only one of them is not enough', async () => {
    const { code, stdout, stderr } = await run([], { OPENAI_API_KEY: 'key', FORCE_COLOR: '1' });
    expect(code).toBe(0);
    expect(stderr).toBe('Using the local server: OPENAI_API_KEY and OPENAI_BASE_URL work only together.\n');
    expect(stdout).toContain('\u001B[1mAgent.answer\u001B[0m');
    expect(stripVTControlCharacters(stdout)).toContain('17 spans, 1 failed  4 calls  280 tokens  $0.00109');
  });

  test('a refused key ends the run with a message, exit code 1 and the spans made so far', async () => {
    const server = await startLocalOpenai({ apiKey: 'key' });
    const { code, stdout, stderr } = await run([], api(server.baseUrl, 'wrong'));
    await server.close();
    expect(code).toBe(1);
    expect(stderr).toBe(`${server.baseUrl} answered with an error: 401 Incorrect API key provided.\n`);
    expect(stdout).toMatch(/✗ embed[^]*✗ searchNotes[^]*✗ Agent\.answer {2}4 spans, 4 failed {2}1 call {2}0 tokens/);
  });

  test('so does a server that cannot be reached', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const baseUrl = `http://127.0.0.1:${port}/v1`;
    const { code, stdout, stderr } = await run(['--json'], api(baseUrl));
    expect(code).toBe(1);
    expect(stderr).toBe(`Cannot reach ${baseUrl}: connect ECONNREFUSED 127.0.0.1:${port}\n`);
    expect(JSON.parse(stdout)).toMatchObject({ error: stderr.trim(), spans: [{ name: 'Agent.answer' }] });
  });
});
