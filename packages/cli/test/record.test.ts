import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectRoot } from '../../../test/fixtures/fixture-case.ts';
import { createProject, type Project } from '../../../test/hosts/project.ts';
import { bud } from './bud.ts';

const program = `
import http from 'node:http';
import { track } from '@bud/observe';

const ask = track({ name: 'ask', type: 'tool', params: ['query'] }, async (query) => {
  const response = await fetch(process.env.URL, { method: 'POST', body: query, headers: { authorization: 'Bearer s3cretWord' } });
  return response.text();
});
console.log(await ask(process.argv[2] ?? 'tomatoes'));
const [length] = await new Promise((resolve) => {
  http.get(process.env.URL, (response) => response.on('data', (chunk) => resolve([chunk.length])));
});
console.log(length);
`;

let project: Project;
let server: Server;
let environment: Readonly<Record<string, string>>;
beforeEach(async () => {
  project = createProject({ 'package.json': '{ "type": "module" }', 'main.js': program });
  for (const name of ['@bud/observe', '@bud/testing'])
    symlinkSync(`${projectRoot}/node_modules/${name}`, `${project.root}/node_modules/${name}`, 'junction');
  server = createServer((request, response) => {
    request.resume().on('end', () => response.end('sunny'));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  environment = { URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
});
afterEach(() => {
  server.close();
  project[Symbol.dispose]();
});

it('records a program, plays it without the network, and writes a test of it', async () => {
  const recorded = await bud(project.root, ['record', '--as-test', 'answer', '--', 'node', 'main.js'], environment);
  expect(recorded).toEqual({
    code: 0,
    out: 'sunny\n5\n',
    err: 'recorded 2 requests and 1 spans in fixtures/answer\nwrote answer.test.mjs\n',
  });
  const wire = readFileSync(`${project.root}/fixtures/answer/wire.jsonl`, 'utf8');
  expect(wire).not.toContain('s3cretWord');
  server.close();
  server.closeAllConnections();

  const played = await bud(project.root, ['replay', 'fixtures/answer'], environment);
  expect(played).toEqual({ code: 0, out: 'sunny\n5\n', err: 'the same as what was recorded\n' });
  const test = ['--test', '--test-reporter=tap', 'answer.test.mjs'];
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  expect(
    execFileSync(process.execPath, test, { cwd: project.root, env: { ...env, ...environment } }).toString(),
  ).toContain('# pass 1');
  expect(await bud(project.root, ['record', '--as-test', 'answer', '--', 'true'])).toMatchObject({ code: 2 });
});

it('tells what was not recorded, and how a run differs', async () => {
  await bud(project.root, ['record', '--', 'node', 'main.js'], environment);
  const other = await bud(project.root, ['replay', 'fixtures/recorded', '--', 'node', 'main.js', 'roses'], environment);
  expect(other.code).toBe(1);
  expect(other.err).toContain(`error POST ${environment['URL']} was not recorded in`);
  expect(other.err).toContain('- tomatoes\n+ roses\n');

  project.write({ 'main.js': program.replace("name: 'ask'", "name: 'asking'") });
  expect(await bud(project.root, ['replay', 'fixtures/recorded'], environment)).toMatchObject({
    code: 1,
    err: 'differs from what was recorded:\n\n- ask(query: "tomatoes") → "sunny"  tool\n+ asking(query: "tomatoes") → "sunny"  tool\n',
  });
});

it('compares two trace files', async () => {
  await bud(project.root, ['record', '--out', 'one', '--', 'node', 'main.js'], environment);
  await bud(project.root, ['record', '--out', 'two', '--', 'node', 'main.js', 'roses'], environment);
  const files = ['one/trace.jsonl', 'two/trace.jsonl'];
  expect(await bud(project.root, ['diff', ...files])).toEqual({
    code: 1,
    out: '~ ask(query: "roses") → "sunny"  tool\n~     input.query: "tomatoes" → "roses"\n',
    err: '',
  });
  expect(JSON.parse((await bud(project.root, ['diff', '--json', ...files])).out)).toEqual({
    isEqual: false,
    differences: [
      { kind: 'changed', path: 'ask', changes: [{ what: 'input.query', before: 'tomatoes', after: 'roses' }] },
    ],
  });
  project.write({ 'cut.jsonl': `${readFileSync(`${project.root}/one/trace.jsonl`, 'utf8')}{"resource` });
  expect(await bud(project.root, ['diff', 'one/trace.jsonl', 'cut.jsonl'])).toMatchObject({
    code: 0,
    err: 'warning cut.jsonl:2 is cut off, and is left out\n',
  });
});

it('says what to write instead', async () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [['record'], 'there is no command to record. Write `bud record -- node main.js`.'],
    [['replay'], 'there is no recording to play. Write `bud replay fixtures/recorded`.'],
    [['diff', 'one.jsonl'], '`bud diff` takes two trace files, not 1. Write `bud diff before.jsonl after.jsonl`.'],
    [['diff', 'one.jsonl', 'two.jsonl'], 'cannot read one.jsonl: no such file or folder.'],
  ];
  for (const [written, message] of wrong) {
    const { code, err } = await bud(project.root, written);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  }
  const nothing = await bud(project.root, ['replay', 'nowhere']);
  expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('holds no recorded command') });
  expect(existsSync(`${project.root}/nowhere`)).toBe(false);
});
