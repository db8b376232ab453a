import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { bud } from '../../packages/cli/test/bud.ts';
import { createProject, type Project } from '../hosts/project.ts';

// Kept from the tools of this repository, which would have them written otherwise.
const names = readdirSync(new URL('sources/', import.meta.url)).map((name) => name.replace('.txt', ''));
const sources = Object.fromEntries(
  names.map((name) => [`src/${name}`, readFileSync(new URL(`sources/${name}.txt`, import.meta.url), 'utf8')]),
);

const strict: ts.CompilerOptions = {
  strict: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  declaration: true,
  emitDeclarationOnly: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: [],
};

/** How TypeScript finds the types of the runtime. */
const resolutions: Readonly<Record<string, ts.CompilerOptions>> = {
  nodenext: { module: ts.ModuleKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  node10: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Node10, ignoreDeprecations: '6.0' },
};

test.each(Object.entries(resolutions))(
  'what is tracked type-checks and declares what it declared: %s',
  { timeout: 120_000 },
  async (_name, resolution) => {
    using project = createProject({
      ...sources,
      'package.json': '{ "type": "module" }',
      'bud.track.config.json': '{ "rules": [{ "functions": "*" }] }',
    });
    expect(await bud(project.root, ['instrument', 'src', '--sources', '--out', 'tracked'])).toMatchObject({
      code: 0,
      err: '',
    });
    const plain = check(project, 'src', resolution);
    const tracked = check(project, 'tracked', resolution);
    expect(plain.errors).toEqual([]);
    expect(tracked.errors).toEqual([]);
    expect(tracked.declarations).toEqual(plain.declarations);
    expect(Object.keys(plain.declarations)).toHaveLength(names.length);
    for (const name of names) expect(project.read(`tracked/${name}`)).toContain('@bud/runtime');
  },
);

interface Checked {
  readonly errors: readonly string[];
  readonly declarations: Readonly<Record<string, string>>;
}

function check({ root }: Project, folder: string, resolution: ts.CompilerOptions): Checked {
  const program = ts.createProgram(
    names.map((name) => join(root, folder, name)),
    { ...strict, ...resolution, rootDir: join(root, folder) },
  );
  const declarations: Record<string, string> = {};
  program.emit(undefined, (path, text) => void (declarations[path.slice(join(root, folder).length)] = text));
  const errors = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file === undefined ? '' : `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1} `;
    return `${line}${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  return { errors, declarations };
}
