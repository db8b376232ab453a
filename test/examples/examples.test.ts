import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { blocksOf, documents } from '../docs/document.ts';
import { install } from '../install.mjs';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

// Those of hosts have the same program, those of libraries one of their own; those of Jest and of testing are tests. The agent
// and the service have tests of their own.
const names = readdirSync(examples).filter(
  (name) => name !== 'agent' && name !== 'service' && existsSync(join(examples, name, 'package.json')),
);
/** Its README begins with `npm ci`, which takes a while: it runs once for each lockfile. */
const isStandalone = (name: string): boolean => existsSync(join(examples, name, 'package-lock.json'));

/** What the README of an example says to do in its folder. */
const commandsOf = (name: string): readonly string[] =>
  documents
    .filter(({ path }) => path === `examples/${name}/README.md`)
    .flatMap(blocksOf)
    .flatMap(({ text }) => text.split('\n').map((line) => line.replace(/\s+#.*/, '')));

// Jest keeps there what it has compiled, under the version of the plugin: what another build of the same version has left
// would run here in place of ours.
const temporary = mkdtempSync(join(tmpdir(), 'bud-examples-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** Runs a command in the example, as a user's shell would: with nothing of the test runner's environment. */
async function run(name: string, command: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { PATH = '', HOME = '' } = process.env;
  const env = {
    PATH,
    HOME,
    TMPDIR: temporary,
    NO_COLOR: '1',
    NO_UPDATE_NOTIFIER: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    npm_config_loglevel: 'silent',
  };
  // Sooner than the test: the error then names the command and holds what it printed.
  return await promisify(execFile)('sh', ['-c', command], { cwd: join(examples, name), env, timeout: 120_000 });
}

test.each(names)(
  'the commands of %s work, and print its spans',
  async (name) => {
    const commands = commandsOf(name);
    expect(commands).not.toEqual([]);
    // The others are installed with the repository.
    expect(commands.filter((command) => command === 'npm ci')).toEqual(isStandalone(name) ? ['npm ci'] : []);
    for (const command of commands) {
      if (command === 'npm ci') {
        await install(`examples/${name}`);
        continue;
      }
      const { stdout, stderr } = await run(name, command);
      if (command === 'npm test') expect(stdout + stderr).toMatch(/^ *Tests:? +\d+ passed(?:, | \()\d+/m);
      else expect(stderr).toBe('');
      if (command.endsWith('npm start')) await expect(spansIn(stdout)).toMatchFileSnapshot(snapshotOf(name));
    }
  },
  240_000,
);

const ownPrograms = ['ai-sdk', 'langgraph', 'mcp', 'openai-agents'];

const snapshotOf = (name: string): string => (ownPrograms.includes(name) ? `${name}.txt` : 'spans.txt');

/** Without what the build, or npm, has printed. */
const spansIn = (stdout: string): string => /^answer .*/ms.exec(stdout)?.[0] ?? stdout.replace(/^\n?> .*\n/gm, '');
