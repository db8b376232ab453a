import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { install } from './install.ts';

/** What a command printed. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder as a reader of the documentation would have it, with nothing of this repository above it. */
export class ReaderProject {
  readonly root: string = mkdtempSync(join(realpathSync(tmpdir()), 'bud-docs-'));

  constructor(files: Readonly<Record<string, string>>) {
    this.write({ 'package.json': JSON.stringify({ name: 'reader', type: 'module' }), ...files });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.root, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  async install(...names: readonly string[]): Promise<void> {
    await install(this.root, names);
  }

  /** Runs a line of a shell, with nothing of the test runner's environment but the cache of ts-patch; fails as it does. */
  async run(line: string): Promise<Printed> {
    const words = /^npm install (.*)$/.exec(line)?.[1];
    if (words !== undefined) {
      await this.install(...words.split(' '));
      return { stdout: '', stderr: '' };
    }
    const { PATH = '', HOME = '', TSP_CACHE_DIR = '' } = process.env;
    const env = { PATH, HOME, TSP_CACHE_DIR, NO_COLOR: '1', NO_UPDATE_NOTIFIER: '1', npm_config_offline: 'true' };
    // What readers have in `node_modules` is compiled here: no five seconds for their first test.
    const patient = line.replace(/^npx (?:vitest run|jest)\b/, '$& --testTimeout=60000');
    return await promisify(execFile)('sh', ['-c', patient], { cwd: this.root, env, timeout: 110_000 });
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
