import { spawn } from 'node:child_process';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { createProject, type Project } from '../../../test/hosts/project.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A project of a user that has the packages of this repository, and those named. */
export function frameworkProject(files: Readonly<Record<string, string>>, libraries: readonly string[] = []): Project {
  const project = createProject({ ...files, 'package.json': '{ "private": true, "type": "module" }' });
  const linked = readdirSync(join(root, 'packages')).map(
    (name) => [`@bud/${name}`, join(root, 'packages', name)] as const,
  );
  for (const [name, target] of [
    ...linked,
    ...libraries.map((each) => [each, join(root, 'node_modules', each)] as const),
  ])
    if (name !== '@bud/runtime') symlinkSync(target, join(project.root, 'node_modules', name), 'junction');
  return project;
}

/** A command that runs in a folder, with nothing of the variables of this process. */
export interface RunningCommand extends AsyncDisposable {
  /** Resolves with all that it has printed, as soon as that matches; rejects with it when the command has ended before. */
  printed(pattern: RegExp): Promise<string>;
  /** The same after something was done, which is done again every few seconds: watchers miss what comes before they look. */
  printedAfter(act: () => void, pattern: RegExp): Promise<string>;
  readonly ended: Promise<{ readonly text: string; readonly status: number | null }>;
}

export function runNode(cwd: string, words: readonly string[]): RunningCommand {
  const child = spawn(process.execPath, words, { cwd, env: { PATH: process.env['PATH'], NO_COLOR: '1' } });
  let text = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += stripVTControlCharacters(more);
      for (const look of waiting) look();
    });
  const ended = new Promise<{ text: string; status: number | null }>((resolve) => {
    child.on('close', (status) => resolve({ text, status }));
  });
  const printed = async (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(text)) resolve(text);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`it has ended, and printed only:\n${text}`)));
    });
  return {
    ended,
    printed,
    async printedAfter(act, pattern) {
      act();
      const again = setInterval(act, 5000);
      return printed(pattern).finally(() => clearInterval(again));
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
