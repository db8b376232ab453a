// Writes dist/bundle, which the subpaths of the package name: npm run build
//
//   src, and what it reads traces with from @bud/trace and @bud/value ─▶ esbuild ─▶ a file for each subpath, and what they share
//
// Every test file loads it at its start, where each module costs about as much as all that is in it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const bundle = join(here, 'dist/bundle');
const { exports } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const subpaths = Object.values(exports).flatMap(({ '@bud/source': source }) => source ?? []);
const pure = { trace: ['diff', 'spans', 'text'], value: ['recorded'] };

const { outputFiles } = await build({
  entryPoints: subpaths.map((source) => join(here, source)),
  outdir: bundle,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  // Nothing in these is the same for a whole process, so that there may be two of them.
  alias: Object.fromEntries(
    Object.entries(pure).flatMap(([name, modules]) =>
      modules.map((module) => [`@bud/${name}/${module}`, join(here, `../${name}/src/${module}.ts`)]),
    ),
  ),
  sourcemap: true,
  sourcesContent: false,
  write: false,
});

mkdirSync(bundle, { recursive: true });
const written = new Set(outputFiles.map(({ path }) => basename(path)));
for (const name of readdirSync(bundle)) if (!written.has(name)) rmSync(join(bundle, name));
// What is the same stays: somebody may be reading it.
for (const { path, text } of outputFiles)
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
