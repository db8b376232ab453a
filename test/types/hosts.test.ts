import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectRoot } from '../fixtures/fixture-case.ts';
import { createProject } from '../hosts/project.ts';

/** Each as its host's configuration uses it. */
const configurations = {
  vite: `import { defineConfig } from 'vite';\nexport default defineConfig({ plugins: [budTrack()] });\n`,
  rollup: `import { defineConfig } from 'rollup';\nexport default defineConfig({ plugins: [budTrack()] });\n`,
  rolldown: `import { defineConfig } from 'rolldown';\nexport default defineConfig({ plugins: [budTrack()] });\n`,
  webpack: `import type { Configuration } from 'webpack';\nexport default { plugins: [budTrack()] } satisfies Configuration;\n`,
  rspack: `import type { Configuration } from '@rspack/core';\nexport default { plugins: [budTrack()] } satisfies Configuration;\n`,
  esbuild: `import type { BuildOptions } from 'esbuild';\nexport default { plugins: [budTrack()] } satisfies BuildOptions;\n`,
  farm: `export default { plugins: [budTrack()] };\n`,
  bun: `export default { plugins: [budTrack()] };\n`,
};
const hosts = Object.keys(configurations);

// What a host's own declarations lack is the host's affair, and no other's: `skipLibCheck` is for that.
test('configurations type-check, and the plugin adds no declaration with errors', { timeout: 120_000 }, () => {
  using project = createProject(
    Object.fromEntries(
      Object.entries(configurations).map(([host, text]) => [
        `${host}.ts`,
        `import budTrack from '@bud/unplugin/${host}';\n${text}`,
      ]),
    ),
    { hasRuntime: false },
  );
  symlinkSync(join(projectRoot, 'node_modules'), join(project.root, 'node_modules'), 'junction');
  const program = ts.createProgram(
    hosts.map((host) => join(project.root, `${host}.ts`)),
    { strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, types: [] },
  );
  const files = program.getSourceFiles();
  expect(files.filter(({ fileName }) => isOf('packages/unplugin/dist', fileName))).toHaveLength(hosts.length);
  const adds = files.filter(({ fileName }) => fileName.startsWith(project.root) || isOf('packages', fileName));
  const errors = adds
    .flatMap((file) => program.getSemanticDiagnostics(file))
    .map(({ file, messageText }) => `${file?.fileName} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  expect(errors).toEqual([]);
  expect(files.filter(({ fileName }) => fileName.includes('node_modules/unplugin/'))).toEqual([]);
});

function isOf(folder: string, file: string): boolean {
  return file.startsWith(`${join(projectRoot, folder)}/`);
}
