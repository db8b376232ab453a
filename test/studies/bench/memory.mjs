// Heap in use after 100,000 and after 1,000,000 tracked calls: what tracking keeps must not grow with the calls.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(new URL('memory-child.mjs', import.meta.url));

/** What the last row needs to be understood; the first three have to be flat by themselves. */
export const memoryRemark = `Dropped generators wait for the garbage collector in the engine's own table (FinalizationRegistry),
whose size goes up and down with how many are waiting; a bare FinalizationRegistry does the same.`;

/** The table, measured in a process of its own that may ask for garbage collections. */
export function memoryTable() {
  const output = execFileSync(process.execPath, ['--expose-gc', child], { encoding: 'utf8' });
  const results = JSON.parse(output);
  return [
    ['Heap in use, MB', 'after 100,000 calls', 'after 1,000,000 calls', 'difference'],
    ...results.map(({ kind, early, late }) => [kind, megabytes(early), megabytes(late), megabytes(late - early)]),
  ];
}

function megabytes(bytes) {
  return (bytes / 2 ** 20).toFixed(2);
}
