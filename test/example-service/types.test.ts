import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { install } from '../install.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('is accepted by TypeScript, with what its own package.json asks for', { timeout: 120_000 }, async () => {
  await install('examples/service');
  const words = ['node_modules/typescript/bin/tsc', '-p', 'examples/service'];
  await expect(promisify(execFile)(process.execPath, words, { cwd: root })).resolves.toEqual({
    stdout: '',
    stderr: '',
  });
});
