import { createServer } from 'node:http';
import { mkdirSync, symlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';
import { bud } from './bud.ts';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const files = {
  'vite.config.ts': "import budTrack from '@bud/unplugin/vite';\nexport default { plugins: [budTrack()] };\n",
  'src/main.ts': '/** @track type=llm */ export function ask() {}\n/** @track */ export function act() {}\n',
  'dist/main.js': "import { gate } from '@bud/runtime';\n",
};

function install(project: Project, ...names: readonly string[]): void {
  for (const name of names) {
    const path = join(project.root, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(modules, name), path, 'junction');
  }
}

/** Without what the machine of this test has set. */
const quiet = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^(?:OTEL|BUD_OBSERVE)_/.test(name))
    .map((name) => [name, undefined]),
);

test('a project in which everything is there is fine', async () => {
  using project = createProject(files);
  install(project, '@bud/observe', '@opentelemetry/api');
  const { code, out, err } = await bud(project.root, ['doctor'], quiet);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.replaceAll(/\d+\.\d+\.\d+/g, '<version>')).toBe(
    [
      '✓ plugin     vite.config.ts has @bud/unplugin/vite',
      '✓ marks      2 tracked functions: 1 llm, 1 without type',
      '✓ build      dist/ carries tracked code',
      '✓ packages   @bud/observe <version>, @bud/runtime <version>, @opentelemetry/api <version>',
      '✓ variables  none is set',
      '',
    ].join('\n'),
  );
});

test('an empty project lacks everything, and each is said with what to do', async () => {
  using project = createProject({}, { hasRuntime: false });
  const { code, out } = await bud(project.root, ['doctor'], quiet);
  expect(code).toBe(1);
  expect(out).toContain('✗ plugin    no configuration of a build mentions Bud Track');
  expect(out).toContain('✗ marks     no function is tracked');
  expect(out).toContain('✗ packages  nothing that records is installed');
  expect(out).toContain('npm install @bud/observe');
});

test('a build without tracked code, tracking that is off, and mistakes in variables are found', async () => {
  using project = createProject({ ...files, 'dist/main.js': 'export function ask() {}\n' });
  install(project, '@bud/observe');
  const { code, out } = await bud(project.root, ['doctor'], {
    ...quiet,
    BUD_TRACK: 'off',
    BUD_OBSERVE_SAMPLE_RATE: '2',
    BUD_OBSERVE_ENDPONT: 'x',
  });
  expect(code).toBe(1);
  expect(out).toContain('✗ marks      tracking is switched off');
  expect(out).toContain('! build      dist/ carries no tracked code');
  expect(out).toContain('✗ packages   @opentelemetry/api is not installed');
  expect(out).toContain('✗ variables  BUD_OBSERVE_SAMPLE_RATE must be a number from 0 to 1, not "2"');
  expect(out).toContain('✗ variables  unknown variable BUD_OBSERVE_ENDPONT');
});

test('a second copy of what may be there only once is found, and a peer that does not fit', async () => {
  using project = createProject({
    ...files,
    'node_modules/@opentelemetry/api/package.json': '{ "version": "1.4.0" }',
    'node_modules/other/package.json': '{ "version": "1.0.0" }',
    'node_modules/other/node_modules/@opentelemetry/api/package.json': '{ "version": "1.9.1" }',
  });
  install(project, '@bud/observe');
  const { code, out } = await bud(project.root, ['doctor'], quiet);
  expect(code).toBe(1);
  expect(out).toContain('@opentelemetry/api is installed 2 times (1.4.0 and 1.9.1)');
  expect(out).toContain('@opentelemetry/api 1.4.0 is not ^1.9.0');
});

test.each([
  [200, 0, '✓ endpoint   <url> takes traces'],
  [401, 1, '✗ endpoint   <url>/v1/traces answers 401'],
  [404, 1, '✗ endpoint   <url>/v1/traces answers 404'],
])('a receiver that answers %i', async (status, exitCode, line) => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push([request.method, request.url, request.headers.authorization]);
    request.resume().on('end', () => response.writeHead(status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Proof of the cast: it listens on a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  using project = createProject(files);
  install(project, '@bud/observe', '@opentelemetry/api');
  const environment = { ...quiet, BUD_OBSERVE_ENDPOINT: url, BUD_OBSERVE_TOKEN: 'a-token' };
  const { code, out, err } = await bud(project.root, ['doctor'], environment);
  server.close();
  expect(asked).toEqual([['POST', '/v1/traces', 'Bearer a-token']]);
  expect(out.replaceAll(url, '<url>')).toContain(line);
  expect(code).toBe(exitCode);
  expect(out + err).not.toContain('a-token');
});

test('a receiver that is not there, as JSON', async () => {
  using project = createProject(files);
  install(project, '@bud/observe', '@opentelemetry/api');
  // A port that somebody had a moment ago.
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Proof of the cast: it listened on a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise((resolve) => server.close(resolve));
  const environment = { ...quiet, BUD_OBSERVE_ENDPOINT: url };
  const { code, out } = await bud(project.root, ['doctor', '--json'], environment);
  expect(code).toBe(1);
  // Proof of the cast: the assertion below.
  const { findings } = JSON.parse(out) as { readonly findings: readonly unknown[] };
  expect(findings.at(-1)).toEqual({
    check: 'endpoint',
    result: 'broken',
    message: `${url} does not answer (ECONNREFUSED)`,
    remedy: 'Start the receiver, or correct `BUD_OBSERVE_ENDPOINT`.',
  });
});

test('it takes no files', async () => {
  using project = createProject({});
  expect(await bud(project.root, ['doctor', 'src'])).toMatchObject({ code: 2, out: '' });
});

test('a library with a recipe is found, one of another version, and one whose calls nothing reads', async () => {
  const version = (of: string): object => ({ 'node_modules/openai/package.json': `{ "version": "${of}" }` });
  const said = async (version: object, ...names: readonly string[]): Promise<string> => {
    using project = createProject({ ...files, ...version });
    install(project, ...names);
    return (await bud(project.root, ['doctor'], quiet)).out;
  };
  expect(await said(version('6.49.0'), '@bud/llm')).toContain('✓ libraries  openai 6.49.0 has a recipe');
  expect(await said(version('9.0.0'), '@bud/llm')).toContain(
    '! libraries  openai 9.0.0 has no recipe, which there are for 4, 5, 6, 7',
  );
  expect(await said(version('6.49.0'))).toContain('! libraries  nothing reads the calls of openai 6.49.0');
  expect(await said({})).not.toContain('libraries');
});
