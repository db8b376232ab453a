import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configureFlow, exportFlow, flow, getFlowLog, readFlow, type FlowFormat } from '@bud/flow';
import { span } from '@bud/observe';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { parseFlowFile } from '../src/log/read.ts';
import { story, valid } from './schema.ts';

/** A flow with everything that is awkward in a file. */
function runSample(): void {
  flow.run({ id: 'flow "1"' }, () => {
    span('Grüße 🎈 {name}', { name: 'line\nbreak', list: [1, 2] }, () => {});
    flow.log('llm.answer', 'error', { message: '],"spans":', data: { text: '{"flow_id":"x","events":[' } });
  });
}

test.each<FlowFormat>(['json', 'jsonl'])(
  'every prefix of an exported %s file gives all events before its end',
  (format) => {
    using project = createProject({});
    const path = `${project.root}/logs/flow.${format}`;
    const { stop } = configureFlow({ enabled: true });
    runSample();
    exportFlow('flow "1"', { format, path });
    const events = getFlowLog('flow "1"')?.events ?? [];
    stop();
    expect(readFlow(path)).toMatchObject({ events, damagedLines: [] });
    expect(readFlow(path).flows).toMatchObject([{ flow_id: 'flow "1"', totals: { events: 5, errors: 1 } }]);
    if (format === 'json')
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ flow_id: 'flow "1"', events });

    const bytes = readFileSync(path);
    const ends = events.map((event) => bytes.indexOf(JSON.stringify(event)) + Buffer.byteLength(JSON.stringify(event)));
    for (let length = 0; length <= bytes.length; length += 1) {
      const read = parseFlowFile(bytes.subarray(0, length).toString('utf8'));
      expect(read.events).toEqual(events.slice(0, ends.filter((end) => end <= length).length));
    }
  },
);

test('damage takes nothing with it that stands before or after', () => {
  using project = createProject({});
  const path = `${project.root}/flow.jsonl`;
  const { stop } = configureFlow({ enabled: true });
  runSample();
  exportFlow('flow "1"', { path });
  stop();
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, [lines[0], lines[1]?.slice(5), '{"event":1}', ...lines.slice(2)].join('\n'));
  const read = readFlow(path);
  expect(read.damagedLines).toEqual([2, 3]);
  expect(story(read.events)).toHaveLength(4);
});

test('a file is written as a whole, or not at all', () => {
  using project = createProject({ 'taken/file': '' });
  const { stop } = configureFlow({ enabled: true });
  runSample();
  expect(() => exportFlow('other', { path: `${project.root}/other.jsonl` })).toThrow(
    'There is no flow "other" in the buffer.',
  );
  expect(() => exportFlow('flow "1"', { path: `${project.root}/taken` })).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  stop();
  expect(readdirSync(project.root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

const packageRoot = fileURLToPath(new URL('..', import.meta.url));

test('what is older than 200 ms is in the file when the process is killed', async () => {
  using project = createProject({
    'main.mjs': `
      import { configureFlow, flow } from '${packageRoot}dist/index.js';
      configureFlow({ enabled: true, handlers: [{ file: { path: 'flow.jsonl' } }] });
      let count = 0;
      await flow.run({ id: '42' }, async () => {
        for (;;) {
          flow.metric('llm.answer', { count: count += 1 });
          if (count % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
          if (count % 20 === 0) process.stdout.write(JSON.stringify({ count, now: Date.now() }) + '\\n');
        }
      });`,
  });
  const child = spawn(process.execPath, ['main.mjs'], { cwd: project.root, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: { readonly count: number; readonly now: number }[] = [];
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += String(chunk);
  });
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, 700));
  child.kill('SIGKILL');
  await once(child, 'close');
  for (const line of text.split('\n').slice(0, -1)) said.push(JSON.parse(line) as (typeof said)[number]);
  expect(existsSync(`${project.root}/flow.jsonl`)).toBe(true);
  const last = said.at(-1);
  const old = said.findLast(({ now }) => now <= (last?.now ?? 0) - 200);
  const counts = valid(readFlow(`${project.root}/flow.jsonl`).events).map(({ metrics }) => metrics['count'] ?? 0);
  expect(old?.count).toBeGreaterThan(0);
  expect(counts.filter((count) => count > 0 && count <= (old?.count ?? 0))).toHaveLength(old?.count ?? 0);
});

test('a process that ends by itself leaves everything in its file', async () => {
  using project = createProject({
    'main.mjs': `
      import { configureFlow, flow } from '${packageRoot}dist/index.js';
      configureFlow({ enabled: true, handlers: ['file'] });
      flow.run({ id: '42' }, () => { for (let i = 0; i < 1000; i += 1) flow.metric('a', { i }); });
      process.exit(3);`,
  });
  const child = spawn(process.execPath, ['main.mjs'], { cwd: project.root, stdio: 'inherit' });
  expect(await once(child, 'close')).toEqual([3, null]);
  expect(readFlow(`${project.root}/.bud/flow.jsonl`).events).toHaveLength(1002);
});

test('spans that are open when the process exits end in its file', async () => {
  using project = createProject({
    'main.mjs': `
      import { configureFlow, flow } from '${packageRoot}dist/index.js';
      configureFlow({ enabled: true, handlers: ['file'] });
      void flow.run({ id: '42' }, () => new Promise(() => {}));
      process.exit(3);`,
  });
  const child = spawn(process.execPath, ['main.mjs'], { cwd: project.root, stdio: 'inherit' });
  expect(await once(child, 'close')).toEqual([3, null]);
  expect(story(readFlow(`${project.root}/.bud/flow.jsonl`).events)).toEqual(['entry flow.run', 'exit flow.run']);
});
