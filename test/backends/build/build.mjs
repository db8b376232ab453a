// Builds the backends that come as source text, once for each list of their dependencies. That takes twenty minutes on two
// cores; Go and Python are needed, and nothing else.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const built = fileURLToPath(new URL('../../../node_modules/.cache/backends', import.meta.url));

/** Gives the path of the Collector. */
export function buildCollector() {
  return buildOnce('collector', (folder, path) => run('go', ['build', '-o', path, '.'], folder));
}

/** Gives the path of Jaeger. */
export function buildJaeger() {
  const source = 'github.com/jaegertracing/jaeger/cmd/jaeger';
  return buildOnce('jaeger', (folder, path) => run('go', ['build', '-o', path, source], folder));
}

/** Gives the path of the Python that has Phoenix. */
export function buildPhoenix() {
  return pythonWith('phoenix');
}

/** Gives the path of a program that sends a trace with OpenTelemetry's SDK for Go. */
export function buildGoSdk() {
  return buildOnce('go-sdk', (folder, path) => run('go', ['build', '-o', path, '.'], folder));
}

/** Gives the path of the Python that has OpenTelemetry's SDK. */
export function buildPythonSdk() {
  return pythonWith('python-sdk');
}

/** Where the program is that Debian calls so; undefined when it is not installed. */
export function installed(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function pythonWith(name) {
  const folder = buildOnce(name, (from, path) => {
    run('python3', ['-m', 'venv', path], from);
    run(join(path, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '-r', 'requirements.txt'], from);
  });
  return join(folder, 'bin/python');
}

function buildOnce(name, build) {
  const folder = join(here, name);
  const path = join(built, name);
  const stamp = `${path}.built-from`;
  const source = hashOf(folder);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === source) return path;
  mkdirSync(built, { recursive: true });
  process.stderr.write(`Building ${name}, once …\n`);
  build(folder, path);
  writeFileSync(stamp, source);
  return path;
}

function hashOf(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

function run(command, args, folder) {
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', 2, 2] });
}
