import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));

// The other libraries take minutes to install; our own rows need nothing but this repository.
test('both ways to track pass every row of the comparison', () => {
  const table = execFileSync(process.execPath, ['run.mjs', '--only', 'bud'], { cwd: folder, encoding: 'utf8' });
  const scores = [...table.matchAll(/\b(\d+)\/(\d+)\b/g)].map(([, passed, all]) => ({ passed, all }));
  expect(scores).toHaveLength(2);
  for (const { passed, all } of scores) expect(passed).toBe(all);
}, 60_000);
