import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));

// `npm run study -- real-packages` takes ten of them, which is minutes and an installation.
test('every function of zod can be tracked and nothing changes', { timeout: 240_000 }, () => {
  const written = ['run.mjs', '--only', 'zod'];
  const table = execFileSync(process.execPath, written, { cwd: folder, encoding: 'utf8' });
  const rows = table.trim().split('\n').slice(2);
  expect(rows).toHaveLength(1);
  for (const row of rows) {
    const [, same, files] = /\| (\d+)\/(\d+) \|/.exec(row) ?? [];
    expect(Number(files)).toBeGreaterThan(100);
    expect(same).toBe(files);
    expect(row).toContain('✓');
  }
});
