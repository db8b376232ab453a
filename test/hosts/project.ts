import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/** The runtime's source, for hosts that resolve no packages. */
export const runtimeSource: string = join(packages, 'runtime/src/index.ts');

/** A project of a user: files in a folder of its own, the runtime among its packages. */
export interface Project extends Disposable {
  /** Absolute and real. */
  readonly root: string;
  write(files: Readonly<Record<string, string>>): void;
  read(file: string): string;
}

/**
 * Makes a project outside this repository, as a user's is.
 *
 * @example
 * using project = createProject({ 'src/main.ts': 'export const one: number = 1;' });
 * await hosts.esbuild.build({ root: project.root, entries: { main: 'src/main.ts' } });
 */
export function createProject(files: Readonly<Record<string, string>>, { hasRuntime = true } = {}): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bud-track-')));
  const project: Project = {
    root,
    write(more) {
      for (const [file, text] of Object.entries(more)) {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), text);
      }
    },
    read: (file) => readFileSync(join(root, file), 'utf8'),
    [Symbol.dispose]: () => remove(root),
  };
  project.write({ 'package.json': '{ "private": true }', ...files });
  if (hasRuntime) {
    mkdirSync(join(root, 'node_modules/@bud'), { recursive: true });
    symlinkSync(join(packages, 'runtime'), join(root, 'node_modules/@bud/runtime'), 'junction');
  }
  return project;
}

/**
 * Hosts that are closed still write: Rspack its cache, Vite what it knows of dependencies. A folder that gets a file while it
 * is removed is not empty, and Node does not look into it again.
 */
function remove(folder: string): void {
  for (let left = 5; ; left -= 1) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}
