import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { install } from '../install.mjs';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

// All have the same program. The agent has tests of its own.
const names = readdirSync(examples).filter(
  (name) => name !== 'agent' && existsSync(join(examples, name, 'package.json')),
);
const standalone = names.filter((name) => existsSync(join(examples, name, 'package-lock.json')));
for (const name of standalone) await install(`examples/${name}`);

/** Runs a script of the example, as a user's shell would: with nothing of the test runner's environment. */
async function npmRun(name: string, script: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { PATH = '', HOME = '' } = process.env;
  const options = {
    cwd: join(examples, name),
    env: { PATH, HOME, NO_UPDATE_NOTIFIER: '1', NEXT_TELEMETRY_DISABLED: '1' },
  };
  return await promisify(execFile)('npm', ['run', '--silent', '--if-present', script], options);
}

test.each(names)(
  '%s builds, if it has to, and prints its spans',
  async (name) => {
    await npmRun(name, 'build');
    const { stdout, stderr } = await npmRun(name, 'start');
    expect(stderr).toBe('');
    await expect(stdout).toMatchFileSnapshot('spans.txt');
  },
  120_000,
);
