import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { binary, bud } from './bud.ts';

const event = (
  flow: string,
  span: string,
  parent: string | null,
  type: string,
  node: string,
  more: object = {},
): string =>
  JSON.stringify({
    schema_version: 1,
    flow_id: flow,
    span_id: span,
    parent_id: parent,
    node,
    level: type === 'error' ? 'error' : 'info',
    timestamp: 1_795_785_600 + (type === 'entry' ? 0 : 0.25),
    event_type: type,
    data: {},
    metrics: type === 'exit' || type === 'error' ? { duration_ms: 250 } : {},
    ...more,
  });

const lines = [
  event('answer-1', 'a', null, 'entry', 'flow.run'),
  event('answer-1', 'b', 'a', 'entry', 'llm.chat'),
  event('answer-1', 'b', 'a', 'metric', 'llm.chat', { metrics: { tokens: 150, cost_usd: 0.003 } }),
  event('answer-1', 'b', 'a', 'exit', 'llm.chat'),
  event('answer-1', 'c', 'a', 'entry', 'tool.search'),
  event('other-2', 'd', null, 'entry', 'flow.job'),
  event('answer-1', 'c', 'a', 'error', 'tool.search', { message: 'RangeError: nothing' }),
  event('answer-1', 'a', null, 'exit', 'flow.run'),
];
const files = { '.bud/flow.jsonl': `${lines.join('\n')}\n{"cut":` };

test('flows are listed, and shown as a tree with totals; damage is told of', async () => {
  using project = createProject(files);
  const { code, out, err } = await bud(project.root, ['flow', 'list']);
  expect({ code, err }).toEqual({ code: 0, err: 'warning .bud/flow.jsonl: line 9 is no event.\n' });
  expect(out.split('\n')).toEqual([
    'answer-1  2026-11-27T13:20:00.000Z  flow.run  250 ms  7 events  150 tokens  $0.003  1 error',
    'other-2  2026-11-27T13:20:00.000Z  flow.job  0 ms  1 events',
    '',
  ]);
  expect((await bud(project.root, ['flow', 'show', 'ans'])).out.split('\n').slice(1)).toEqual([
    'flow.run  250 ms',
    '├─ llm.chat  250 ms  150 tokens',
    '└─ tool.search  250 ms  ✗ RangeError: nothing',
    '',
  ]);
  expect((await bud(project.root, ['flow', 'show', 'other'])).out).toContain('flow.job  still open');
  expect(JSON.parse((await bud(project.root, ['flow', 'show', 'other', '--json'])).out)).toMatchObject({
    flow_id: 'other-2',
  });
});

test('events are queried, and a flow is exported', async () => {
  using project = createProject(files);
  const query = await bud(project.root, ['flow', 'query', 'answer', '--node', 'tool.*', '--level', 'error']);
  expect(query.out).toBe('13:20:00.250 error  error  tool.search 250 ms RangeError: nothing\n');
  const all = await bud(project.root, ['flow', 'query', '--type', 'metric', '--json']);
  expect(JSON.parse(all.out)).toMatchObject({ metrics: { tokens: 150 } });
  expect((await bud(project.root, ['flow', 'export', 'other-2'])).out).toBe(`${lines[5]}\n`);
  const written = await bud(project.root, ['flow', 'export', 'answer-1', '--format', 'json', '--out', 'out/1.json']);
  expect({ code: written.code, out: written.out }).toEqual({ code: 0, out: '' });
  expect(JSON.parse(readFileSync(`${project.root}/out/1.json`, 'utf8'))).toMatchObject({ totals: { tokens: 150 } });
});

test.each([
  [['flow'], '`bud flow` needs to know what to do. It is one of list, show, query, export, tail.'],
  [['flow', 'shwo'], 'unknown action "shwo". Did you mean `show`?'],
  [['flow', 'show'], 'the id of a flow is missing. `bud flow list` shows them.'],
  [['flow', 'show', '3'], 'there is no flow "3". `bud flow list` shows them.'],
  [
    ['flow', 'query', '--level', 'loud'],
    'unknown level "loud". It is one of trace, debug, info, notice, warn, error, fatal.',
  ],
  [['flow', 'query', '--from', 'soon'], '`--from` is no moment: "soon". Write it as 2026-11-27T12:00:00Z.'],
  [['flow', 'export', 'other', '--format', 'xml'], 'unknown format "xml". It is json or jsonl.'],
  [['flow', 'list', '--file', 'none.jsonl'], 'cannot read none.jsonl: no such file or folder'],
])('%s is bad input', async (written, message) => {
  using project = createProject({ '.bud/flow.jsonl': `${lines.join('\n')}\n` });
  const { code, err } = await bud(project.root, written);
  expect(err).toContain(`error ${message}`);
  expect(code).toBe(2);
});

test('tail prints what is added, until it is interrupted', async () => {
  using project = createProject({ 'flow.jsonl': `${lines[0]}\n` });
  const env = { ...process.env, FORCE_COLOR: undefined };
  const child = spawn(process.execPath, [binary, 'flow', 'tail', '--file', 'flow.jsonl'], { cwd: project.root, env });
  let out = '';
  child.stdout.on('data', (text: Buffer) => (out += String(text)));
  // Until it has begun to look, what is added may be old to it.
  while (!out.includes('llm.chat')) {
    appendFileSync(`${project.root}/flow.jsonl`, `${lines[1]}\n`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  appendFileSync(`${project.root}/flow.jsonl`, `${lines[6]}\n`);
  while (!out.includes('tool.search')) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(out).not.toContain('flow.run');
});

test('flows that began in a file which was put aside are whole', async () => {
  using project = createProject({
    '.bud/flow-2026-11-27T00-12-49.123Z.jsonl': `${lines.slice(0, 3).join('\n')}\n{"cut":\n`,
    '.bud/flow-2026-11-28T00-12-49.123Z.jsonl': `${lines.slice(3, 6).join('\n')}\n`,
    '.bud/flow.jsonl': `${lines.slice(6).join('\n')}\n`,
    '.bud/flow-of-mine.jsonl': 'no events',
  });
  const { out, err } = await bud(project.root, ['flow', 'list']);
  expect(err).toBe('warning .bud/flow-2026-11-27T00-12-49.123Z.jsonl: line 4 is no event.\n');
  expect(out.split('\n')[0]).toContain('answer-1  2026-11-27T13:20:00.000Z  flow.run  250 ms  7 events');
});
