// Writes dist/bundle, which the subpaths of the package name: npm run build
//
//   src, and what it reads traces with from @bud/trace and @bud/value ─▶ Rolldown ─▶ a file for each subpath, and what they share
//
// Every test file loads it at its start, where a module costs more to find than to run.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, 'dist/bundle');
const { exports } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const subpaths = Object.values(exports).flatMap(({ '@bud/source': source }) => source ?? []);
// Nothing in these is the same for a whole process, so that there may be two of them.
const pure = { trace: ['diff', 'spans', 'text'], value: ['recorded'] };
const alias = Object.fromEntries(
  Object.entries(pure).flatMap(([name, modules]) =>
    modules.map((module) => [`@bud/${name}/${module}`, join(here, `../${name}/src/${module}.ts`)]),
  ),
);
/** What all frameworks load, and what is loaded where something is captured besides. */
const groups = [
  {
    name: 'matchers',
    test: /testing\/src\/(?:match\/(?!assertions)|evaluate\/listeners)|trace\/src\/trace\/(?:path|tree|usage|value)|value\/src/,
  },
  {
    name: 'capture',
    test: /testing\/src\/(?:capture\/ca|capture\/collection|capture\/processor|export|match\/assertions)|trace\/src\/(?:span|trace)/,
  },
];

const bundle = await rolldown({
  cwd: here,
  input: Object.fromEntries(subpaths.map((source) => [basename(source, '.ts'), join(here, source)])),
  platform: 'node',
  resolve: { alias },
  external: (id) => /^@|^[\w-]+(?:\/|$)/.test(id) && !Object.hasOwn(alias, id),
});
const { output } = await bundle.generate({ dir: folder, format: 'esm', sourcemap: true, codeSplitting: { groups } });
await bundle.close();

const files = new Map(output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]));
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(join(folder, name));
// What is the same stays: somebody may be reading it.
for (const [name, text] of files) {
  const path = join(folder, name);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
