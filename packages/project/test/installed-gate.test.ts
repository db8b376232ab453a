import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { resolveProject } from '../src/configuration/resolve-project.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A project in which these packages can be imported, each with these subpaths. */
function projectWith(packages: Readonly<Record<string, readonly string[]>>): string {
  const root = mkdtempSync(join(tmpdir(), 'bud-gate-'));
  folders.push(root);
  for (const [name, subpaths] of Object.entries(packages)) {
    const manifest = join(root, 'node_modules', name, 'package.json');
    mkdirSync(dirname(manifest), { recursive: true });
    const exports = Object.fromEntries(subpaths.map((subpath) => [subpath, './index.js']));
    writeFileSync(manifest, JSON.stringify({ name, exports }));
    writeFileSync(join(dirname(manifest), 'index.js'), '');
  }
  return root;
}

const runtimeIn = (root: string, options: object = {}): string =>
  resolveProject({ root, options, selection: undefined }).runtime;

it('is the runtime, where that can be imported', () => {
  expect(runtimeIn(projectWith({ '@bud/runtime': ['.'], '@bud/observe': ['./gate'] }))).toBe('@bud/runtime');
});

it('is what the SDK passes on, where only that can be imported', () => {
  expect(runtimeIn(projectWith({ '@bud/observe': ['./gate'] }))).toBe('@bud/observe/gate');
});

it('is the runtime, where neither can: that is what has to be installed', () => {
  expect(runtimeIn(projectWith({}))).toBe('@bud/runtime');
});

it('is what the project says', () => {
  expect(runtimeIn(projectWith({ '@bud/observe': ['./gate'] }), { runtime: 'my-gate' })).toBe('my-gate');
});
