// What would be published, checked as a user's tools would see it: each module and its source for the files, publint for
// the manifest, attw for types.
import { execFileSync } from 'node:child_process';
import { published } from './published.mjs';

const run = (command, ...args) => execFileSync('npx', ['--no-install', command, ...args], { stdio: 'inherit' });

for (const folder of published) {
  checkModules(folder);
  run('publint', '--strict', folder);
  run('attw', '--pack', folder, '--profile', 'esm-only');
}

/** Throws unless the modules in `dist` are those of `src`: the build may be missing, or older than the sources. */
function checkModules(folder) {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder });
  const [{ files }] = JSON.parse(packed.toString());
  const modules = (pattern) => files.flatMap(({ path }) => pattern.exec(path)?.[1] ?? []);
  const sources = new Set(modules(/^src\/(.*)(?<!\.d)\.ts$/));
  const built = new Set(modules(/^dist\/(.*)\.js$/));
  const wrong = [
    ...[...built].filter((name) => !sources.has(name)).map((name) => `dist/${name}.js has no source`),
    ...[...sources].filter((name) => !built.has(name)).map((name) => `src/${name}.ts is not built`),
  ];
  if (sources.size === 0) wrong.push('there is nothing in src');
  if (wrong.length > 0) throw new Error(`${folder}: ${wrong.join(', ')}`);
}
