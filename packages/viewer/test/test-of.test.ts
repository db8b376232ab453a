import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { readTraces, type TraceSpan } from '@bud/trace';
import { lineOf } from '../../../test/viewer/otlp.ts';
import { testOf } from '../src/excerpt/test-of.ts';

// In the repository: what it imports is found from there.
const folder = mkdtempSync(join(fileURLToPath(new URL('..', import.meta.url)), 'made-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function rootOf(...spans: Parameters<typeof lineOf>[1]): TraceSpan {
  return readTraces(lineOf(1, spans)).traces[0]!.roots[0]!;
}

const place = { 'code.file.path': 'src/agent.js', 'code.function.name': 'answer' };
const question = 'It\'s "quoted"`${1}`\n</script> */';
const search = {
  id: 2,
  parent: 1,
  name: 'search',
  ms: 1,
  attributes: { 'bud.track.type': 'tool', 'bud.track.input.query': question },
};

/** What Vitest says of it, in a process of its own. */
async function run(written: string): Promise<string> {
  writeFileSync(join(folder, 'answer.test.ts'), written);
  const words = ['vitest', 'run', '--root', folder, '--config', 'vitest.config.js'];
  writeFileSync(join(folder, 'vitest.config.js'), 'export default { test: { testTimeout: 50_000 } };');
  const env = { ...process.env, VITEST: undefined, NO_COLOR: '1' };
  return (await promisify(execFile)('npx', words, { cwd: folder, env })).stdout;
}

test('the test of a function runs, and passes', { timeout: 60_000 }, async () => {
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(
    join(folder, 'src/agent.js'),
    `import { track } from '@bud/observe';
const search = track({ name: 'search', type: 'tool', params: ['query'] }, (query) => [query.length]);
export const answer = track({ name: 'answer', params: ['question', 'most'] }, (question, most) => ({ found: search(question), most }));\n`,
  );
  const input = { 'bud.track.input.question': question, 'bud.track.input.most': 3 };
  const output = {
    'bud.track.output': `{"found":[${question.length}],"most":3}`,
    'bud.json_schema': ['bud.track.output'],
  };
  const written = testOf(
    rootOf({ id: 1, name: 'answer', ms: 2, attributes: { ...place, ...input, ...output } }, search),
  );
  expect(written).toContain('toHaveCalledTool("search", {"query":');
  expect(await run(written!)).toContain('1 passed');
});

test('what asks over HTTP is recorded the first time, and played the second', { timeout: 60_000 }, async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end(String(asked));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(
    join(folder, 'src/agent.js'),
    `export const answer = async () => (await fetch('http://127.0.0.1:${port}/')).text();\n`,
  );
  const chat = { id: 2, parent: 1, name: 'chat', ms: 1, attributes: { 'gen_ai.operation.name': 'chat' } };
  const written = testOf(rootOf({ id: 1, name: 'answer', ms: 2, attributes: place }, chat))!;
  try {
    expect(await run(written)).toContain('1 passed');
    expect(await run(written)).toContain('1 passed');
  } finally {
    server.close();
  }
  expect(asked).toBe(1);
});

test.each([
  ['no place', {}],
  ['a method', { ...place, 'code.function.name': 'Agent.run' }],
  ['a name that is code', { ...place, 'code.function.name': 'a(); //' }],
])('there is none of %s', (_what, attributes) => {
  expect(testOf(rootOf({ id: 1, name: 'answer', ms: 2, attributes }))).toBeUndefined();
});

test('an error is expected where there was one', () => {
  const failed = {
    id: 1,
    name: 'answer',
    ms: 2,
    error: 'no plant',
    attributes: { ...place, 'error.type': 'RangeError' },
  };
  expect(testOf(rootOf(failed))).toContain('toHaveFailedWith("RangeError")');
});
