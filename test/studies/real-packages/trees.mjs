import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const installed = [here, join(repository, 'examples/agent'), repository].map((folder) => join(folder, 'node_modules'));

/** Where a package is installed: here, or where the rest of the repository has it; `undefined` when nowhere. */
export function installedAt(folder) {
  return installed.map((modules) => join(modules, folder)).find((path) => existsSync(path));
}

/**
 * Two folders that are alike but for what is done to the packages later: `plain` and `tracked`, each with the uses and
 * with everything that is installed here and not instrumented.
 */
export function createTrees(folders) {
  const root = mkdtempSync(join(tmpdir(), 'bud-real-'));
  const trees = { plain: join(root, 'plain'), tracked: join(root, 'tracked') };
  const others = existsSync(installed[0]) ? readdirSync(installed[0]).filter((name) => isOther(name, folders)) : [];
  for (const tree of Object.values(trees)) {
    mkdirSync(join(tree, 'node_modules/@bud'), { recursive: true });
    for (const name of ['uses', 'use-process.mjs', 'load-process.mjs', 'recording.mjs'])
      cpSync(join(here, name), join(tree, name), { recursive: true });
    for (const name of others) cpSync(join(installed[0], name), join(tree, 'node_modules', name), { recursive: true });
    symlinkSync(join(repository, 'packages/runtime'), join(tree, 'node_modules/@bud/runtime'));
    symlinkSync(join(repository, 'node_modules/@opentelemetry'), join(tree, 'node_modules/@opentelemetry'));
  }
  for (const folder of folders) copy(installedAt(folder), join(trees.plain, 'node_modules', folder));
  return { ...trees, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

function isOther(name, folders) {
  return (
    !name.startsWith('.') &&
    name !== '@opentelemetry' &&
    !folders.some((folder) => folder === name || folder.startsWith(`${name}/`))
  );
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}
