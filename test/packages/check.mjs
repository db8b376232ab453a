// What would be published, checked as a user's tools would see it: each module and its source for the files, publint for
// the manifest, attw for types. As many packages at a time as there are cores.
import { execFile, execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { published } from './published.mjs';

const waiting = [...published];
await Promise.all(Array.from({ length: availableParallelism() }, checkNext));

async function checkNext() {
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    checkModules(folder);
    for (const words of [
      ['publint', '--strict', folder],
      ['attw', '--pack', folder, '--profile', 'esm-only'],
    ])
      process.stdout.write(await run(words));
  }
}

/** What a tool has printed; throws it as well when the tool finds something. */
async function run(words) {
  try {
    return (await promisify(execFile)('npx', ['--no-install', ...words])).stdout;
  } catch (error) {
    throw new Error(`${words.join(' ')}\n${error.stdout}${error.stderr}`, { cause: error });
  }
}

/** Throws unless the modules in `dist` are those of `src`: the build may be missing, or older than the sources. */
function checkModules(folder) {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder });
  const [{ files }] = JSON.parse(packed.toString());
  const modules = (pattern) => files.flatMap(({ path }) => pattern.exec(path)?.[1] ?? []);
  const sources = new Set(modules(/^src\/(.*)(?<!\.d)\.ts$/));
  // A package whose modules are bundled has their types by themselves.
  const built = new Set(modules(/^dist\/(?!bundle\/)(.*)\.(?:js|d\.ts)$/));
  const wrong = [
    ...[...built].filter((name) => !sources.has(name)).map((name) => `dist/${name}.js has no source`),
    ...[...sources].filter((name) => !built.has(name)).map((name) => `src/${name}.ts is not built`),
  ];
  if (sources.size === 0) wrong.push('there is nothing in src');
  if (wrong.length > 0) throw new Error(`${folder}: ${wrong.join(', ')}`);
}
