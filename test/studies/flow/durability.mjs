// Kills a process with SIGKILL while it runs a flow, and counts what is in its file.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readFlow } from '@bud/flow/file';
import { rotatedFiles } from '@bud/trace/file';

const program = `
import { configureFlow, flow } from '${import.meta.resolve('@bud/flow')}';
configureFlow({ enabled: true, handlers: [{ file: { path: 'flow.jsonl' } }] });
let count = 0;
await flow.run({ id: '42' }, async () => {
  for (;;) {
    for (let index = 0; index < 100; index += 1) flow.metric('llm.answer', { count: (count += 1) });
    process.stdout.write(JSON.stringify({ count, at: Date.now() }) + '\\n');
    await new Promise((resolve) => setImmediate(resolve));
  }
});`;

/** Over several kills: how many events were older than 200 ms, and how many of these are in the file. */
export async function killedRuns(kills) {
  const sums = { kills, old: 0, found: 0, damaged: 0 };
  for (let index = 0; index < kills; index += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'bud-flow-'));
    const args = ['--input-type=module', '--eval', program];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    await once(child.stdout, 'data');
    await setTimeout(600 + 150 * index);
    child.kill('SIGKILL');
    await once(child, 'close');
    const notes = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    const old = notes.findLast(({ at }) => at <= notes.at(-1).at - 200)?.count ?? 0;
    sums.old += old;
    const path = join(folder, 'flow.jsonl');
    // A fast machine fills more than one file.
    for (const file of [...(await rotatedFiles(path)), path]) {
      const { events, damagedLines } = readFlow(file);
      sums.found += events.filter(({ metrics }) => metrics.count <= old).length;
      sums.damaged += damagedLines.length;
    }
    rmSync(folder, { recursive: true });
  }
  return sums;
}
