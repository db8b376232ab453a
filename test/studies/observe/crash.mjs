// Kills a process with SIGKILL while it writes a million spans to a file, and counts what is there:
//
//   fill-file.mjs ─▶ trace.jsonl            every span, as the exporter writes it
//                 └▶ progress, at once      how many have ended, and when
//   what ended 200 ms before the last word of the process has to be in whole lines, each of which is JSON
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { markdown } from '../markdown.mjs';

const spans = 1_000_000;
const program = fileURLToPath(new URL('../../../packages/observe/test/processes/fill-file.mjs', import.meta.url));

const rows = [];
for (const part of [0.2, 0.6, 0.95]) rows.push(await killed(Math.round(part * spans)));
const head = ['ended when killed', 'ended 200 ms before', 'of these in the file', 'whole lines', 'not JSON'];
console.log(markdown([head, ...rows.map((row) => row.map((count) => count.toLocaleString('en')))], 'rrrrr'));
if (rows.some(([, ended, found, , broken]) => ended !== found || broken > 0)) process.exitCode = 1;

async function killed(after) {
  const folder = mkdtempSync(join(tmpdir(), 'bud-crash-'));
  const [path, progress] = [join(folder, 'trace.jsonl'), join(folder, 'progress.txt')];
  const child = spawn(process.execPath, [program, path, String(spans), progress], { stdio: 'inherit' });
  const closed = new Promise((resolve) => child.once('close', resolve));
  while (lastNote(progress).index < after) await setTimeout(20);
  child.kill('SIGKILL');
  await closed;
  const { index: last, notes } = lastNote(progress);
  const ended = notes.findLast(({ at }) => at < notes.at(-1).at - 200).index + 1;
  const { found, lines, broken } = read(folder, ended);
  rmSync(folder, { recursive: true });
  return [last, ended, found, lines, broken];
}

function lastNote(progress) {
  let text = '';
  try {
    text = readFileSync(progress, 'utf8');
  } catch {
    // The process has not begun.
  }
  const notes = [...text.matchAll(/^(\d+) (\d{13})\n/gm)].map(([, index, at]) => ({ index: +index, at: +at }));
  return { index: notes.at(-1)?.index ?? -1, notes };
}

/** How many of the first spans are in whole lines of the files; half a line at the end is none. */
function read(folder, ended) {
  const seen = new Set();
  let [lines, broken] = [0, 0];
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.jsonl'))) {
    const whole = readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
    lines += whole.length;
    for (const index of whole.flatMap(indicesIn)) if (index < ended) seen.add(index);
  }
  return { found: seen.size, lines, broken };

  function indicesIn(line) {
    try {
      const { resourceSpans } = JSON.parse(line);
      return resourceSpans.flatMap(({ scopeSpans }) =>
        scopeSpans.flatMap((scope) =>
          scope.spans.map(({ attributes }) => Number(attributes.find(({ key }) => key === 'index').value.intValue)),
        ),
      );
    } catch {
      broken += 1;
      return [];
    }
  }
}
