import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Project } from '../../../test/hosts/project.ts';
import { compilers, configure, createTypeScriptProject, tspc } from './typescript-project.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const unparsable = 'problem/bud001-unparsable-file';

/** Every input of the repository in one program. */
function sources(): Readonly<Record<string, string>> {
  const paths = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^[^/]+\/[^/]+\/input\.[cm]?[jt]sx?$/.test(path) && !path.startsWith(unparsable));
  return Object.fromEntries(paths.map((path) => [`src/${path}`, readFileSync(join(fixtures, path), 'utf8')]));
}

const compilerOptions = {
  target: 'ES2022',
  module: 'NodeNext',
  allowJs: true,
  jsx: 'react',
  // Fixtures are there to run: they are not written for a type checker.
  noCheck: true,
  declaration: true,
  declarationMap: true,
  sourceMap: true,
  incremental: true,
  tsBuildInfoFile: 'out/info',
};

const everything = { strict: true, rules: [{ functions: '*', type: 'all' }] };

test.each(compilers)('BUD_TRACK=off gives the bytes of a build without: $name', { timeout: 600_000 }, (compiler) => {
  const files = sources();
  using project = createTypeScriptProject(files, { compilerOptions, plugin: null });
  const plain = { ...tspc(project, compiler), written: written(project, 'out') };
  const elsewhere = { ...compilerOptions, outDir: 'off', tsBuildInfoFile: 'off/info' };
  configure(project, { compilerOptions: elsewhere, plugin: everything });
  const off = { ...tspc(project, compiler, [], 'off'), written: written(project, 'off') };
  // JavaScript, declarations, a map of each, and the state of the build.
  expect(Object.keys(plain.written)).toHaveLength(4 * Object.keys(files).length + 1);
  expect(off).toEqual(plain);
});

function written({ root, read }: Project, folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const paths = files.map((file) => join(file.parentPath, file.name).slice(join(root, folder).length + 1));
  return Object.fromEntries(paths.map((path) => [path, read(`${folder}/${path}`)]));
}
