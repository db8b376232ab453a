import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../packages.mjs';

const names = ['value', 'transform', 'runtime'];

/**
 * Copies the published files of the compiler and the recorder, with a fault in them. Gives the folder to prove; it is in
 * this repository's `node_modules`, where what the copies import is found.
 */
export function copyWith(mutant, id) {
  const { file, code } = withFault(mutant);
  const root = join(repository, 'node_modules/.bud/mutants', id);
  rmSync(root, { recursive: true, force: true });
  for (const name of names) {
    const [from, to] = [join(repository, 'packages', name), join(root, 'node_modules/@bud', name)];
    mkdirSync(to, { recursive: true });
    for (const part of ['package.json', 'dist']) cpSync(join(from, part), join(to, part), { recursive: true });
    if (existsSync(join(from, 'node_modules'))) symlinkSync(join(from, 'node_modules'), join(to, 'node_modules'));
  }
  writeFileSync(join(root, 'node_modules/@bud', mutant.package, 'dist', file), code);
  return root;
}

/** The file of the package that the fault is in, and its code with it. Throws where it fits nowhere, or more than once. */
export function withFault({ name, package: of, find, replace }) {
  const folder = join(repository, 'packages', of);
  const pattern = new RegExp(find.split(/\s+/).map(escape).join('\\s+'), 'g');
  const found = builtFiles(folder).flatMap((file) => {
    const code = readFileSync(join(folder, 'dist', file), 'utf8');
    return [...code.matchAll(pattern)].map(() => ({ file, code }));
  });
  if (found.length !== 1) {
    throw new Error(`the mutant "${name}" fits ${found.length} times into @bud/${of}, and has to fit once`);
  }
  const [{ file, code }] = found;
  return { file, code: code.replace(pattern, () => replace) };
}

/** Of what was built, the files whose sources are still there. */
function builtFiles(folder) {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.d)\.ts$/.test(file))
    .map((file) => file.replace(/\.ts$/, '.js'));
}

const escape = (string) => string.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
